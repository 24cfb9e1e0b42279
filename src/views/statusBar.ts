import * as vscode from 'vscode';
import type { Disposable } from '../model/event';
import { worstSeverity, type Severity } from '../model/severity';
import type { FleetStore } from '../polling/fleetStore';
import { deviceSeverity, isFaulty, stateWord } from './tree/deviceItem';
import { count } from './words';

/** The worst state over all devices, in the status bar; a click opens the view. Hidden while no device is configured. */
export class StatusBar implements vscode.Disposable {
  readonly #fleet: FleetStore;
  readonly #item: vscode.StatusBarItem;
  readonly #subscription: Disposable;
  #shown = '';

  constructor(fleet: FleetStore) {
    this.#fleet = fleet;
    this.#item = vscode.window.createStatusBarItem('psx.status', vscode.StatusBarAlignment.Left, 10);
    this.#item.name = 'PSX devices';
    this.#item.command = 'psx.devices.focus';
    this.#subscription = fleet.onDidChange(() => this.#update());
    this.#update();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }

  #update(): void {
    const { devices } = this.#fleet;
    const faulty = devices.filter(isFaulty);
    const worst = worstSeverity(devices.map(deviceSeverity));
    const words = faulty.map((device) => `${device.name}: ${stateWord(device)}, ${deviceSeverity(device)}`);
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
