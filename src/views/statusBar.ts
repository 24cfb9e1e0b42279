import * as vscode from 'vscode';
import type { Alarms } from '../model/alarm';
import { isFaulty, worstSeverity, type Severity } from '../model/severity';
import type { FleetStore } from '../polling/fleetStore';
import { stateWord } from './tree/deviceItem';
import { RaisedAlarms } from './tree/raisedAlarms';
import { severityOfDevice } from './tree/rowSeverity';
import { Throttle } from './throttle';
import { count, joinFacts } from './words';

const updateIntervalMs = 250;

/** The worst state over all devices and their alarms, in the status bar; a click opens the view. Hidden while no device is configured. */
export class StatusBar implements vscode.Disposable {
  readonly #fleet: FleetStore;
  readonly #alarms: Pick<Alarms, 'severityOf'>;
  readonly #raised: RaisedAlarms;
  readonly #item: vscode.StatusBarItem;
  readonly #subscriptions: readonly { dispose(): unknown }[];
  /** The whole fleet is looked at: with hundreds of devices not at every poll. */
  readonly #throttle = new Throttle(() => this.#update(), updateIntervalMs);
  #shown = '';

  constructor(fleet: FleetStore, alarms: Pick<Alarms, 'alarms' | 'onDidChange' | 'severityOf'>) {
    this.#fleet = fleet;
    this.#alarms = alarms;
    this.#raised = new RaisedAlarms(alarms);
    this.#item = vscode.window.createStatusBarItem('psx.status', vscode.StatusBarAlignment.Left, 10);
    this.#item.name = 'PSX devices';
    this.#item.command = 'psx.devices.focus';
    this.#subscriptions = [fleet.onDidChange(() => this.#throttle.ask()), alarms.onDidChange(() => this.#throttle.ask())];
    this.#update();
  }

  dispose(): void {
    this.#throttle.cancel();
    this.#subscriptions.forEach((subscription) => subscription.dispose());
    this.#item.dispose();
  }

  #update(): void {
    const { devices } = this.#fleet;
    const judged = devices.map((device) => ({ device, severity: severityOfDevice(this.#alarms, device) }));
    const faulty = judged.filter(({ severity }) => isFaulty(severity));
    const worst = worstSeverity(judged.map(({ severity }) => severity));
    const words = faulty.map(({ device, severity }) => `${device.name}: ${joinFacts([stateWord(device), severity, this.#alarmWords(device.id)], ', ')}`);
    const shown = JSON.stringify([worst, words, devices.length]);
    if (shown === this.#shown) {
      return;
    }
    this.#shown = shown;
    if (devices.length === 0) {
      this.#item.hide();
      return;
    }
    this.#item.text = `${statusIcon(worst)} PSX ${faulty.length === 0 ? count(devices.length, 'device') : `${faulty.length} of ${devices.length} faulty`}`;
    this.#item.tooltip = faulty.length === 0 ? 'No PSX device needs attention' : words.join('\n');
    this.#item.accessibilityInformation = { label: `PSX devices: ${faulty.length} of ${devices.length} need attention` };
    this.#item.backgroundColor = statusBackground(worst);
    this.#item.show();
  }

  #alarmWords(deviceId: string): string | undefined {
    const { length } = this.#raised.of({ deviceId });
    return length === 0 ? undefined : count(length, 'alarm');
  }
}

function statusIcon(severity: Severity): string {
  switch (severity) {
    case 'timeout':
      return '$(debug-disconnect)';
    case 'critical':
    case 'major':
      return '$(error)';
    case 'minor':
    case 'warning':
      return '$(warning)';
    case 'normal':
      return '$(pass)';
    case 'information':
    case 'masked':
      return '$(watch)';
  }
}

function statusBackground(severity: Severity): vscode.ThemeColor | undefined {
  switch (severity) {
    case 'timeout':
    case 'critical':
    case 'major':
      return new vscode.ThemeColor('statusBarItem.errorBackground');
    case 'minor':
    case 'warning':
      return new vscode.ThemeColor('statusBarItem.warningBackground');
    default:
      return undefined;
  }
}
