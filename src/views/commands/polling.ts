import * as vscode from 'vscode';
import type { DeviceSnapshot } from '../../model/snapshot';
import { askDevice } from '../deviceMessages';
import { showFault } from '../faultText';
import type { Services } from '../services';
import { givenTarget, pickDevice } from './pickDevice';
import { offerNextStep, offerToResume } from './refreshOutcome';

/** `psx.refresh` (without an argument: every device), `psx.pausePolling`, `psx.resumePolling`: each a message to the device. */
export function registerPolling(services: Services): vscode.Disposable {
  const commands = new PollingCommands(services);
  return vscode.Disposable.from(
    vscode.commands.registerCommand('psx.refresh', (argument: unknown) => commands.refresh(argument)),
    vscode.commands.registerCommand('psx.pausePolling', (argument: unknown) => commands.pause(argument)),
    vscode.commands.registerCommand('psx.resumePolling', (argument: unknown) => commands.resume(argument)),
  );
}

class PollingCommands {
  readonly #services: Services;
  /** Ends the refreshes of a device: messages to it are served in their order, and a pause must not wait for a device that does not answer. */
  readonly #refreshes = new Map<string, AbortController>();

  constructor(services: Services) {
    this.#services = services;
  }

  async refresh(argument: unknown): Promise<void> {
    const target = givenTarget(this.#services, argument);
    const devices = this.#services.fleet.devices.filter(({ id }) => target === undefined || id === target.deviceId);
    offerToResume(devices, (id) => this.#send('resume', id));
    const outcomes = await vscode.window.withProgress({ location: { viewId: 'psx.devices' } }, () =>
      Promise.all(devices.map(({ id }) => this.#send('refresh', id, this.#refreshOf(id).signal))),
    );
    offerNextStep(this.#services, devices.filter((_device, index) => outcomes[index] === 'waiting'));
  }

  async pause(argument: unknown): Promise<void> {
    const isCandidate = ({ communication }: DeviceSnapshot): boolean => communication.state !== 'paused';
    const target = await pickDevice(this.#services, argument, 'Pause the polling of which device?', isCandidate);
    if (target !== undefined) {
      this.#refreshes.get(target.deviceId)?.abort();
      this.#refreshes.delete(target.deviceId);
      await this.#send('pause', target.deviceId);
    }
  }

  async resume(argument: unknown): Promise<void> {
    const isCandidate = ({ communication }: DeviceSnapshot): boolean => communication.state === 'paused';
    const target = await pickDevice(this.#services, argument, 'Resume the polling of which device?', isCandidate);
    if (target !== undefined) {
      await this.#send('resume', target.deviceId);
    }
  }

  #refreshOf(deviceId: string): AbortController {
    const abort = this.#refreshes.get(deviceId) ?? new AbortController();
    this.#refreshes.set(deviceId, abort);
    return abort;
  }

  /** The result of the reply; `undefined` when the message failed, which is shown. */
  async #send(name: 'refresh' | 'pause' | 'resume', deviceId: string, signal?: AbortSignal): Promise<unknown> {
    try {
      return (await askDevice(this.#services.bus, { name, target: { deviceId }, source: 'user' }, signal === undefined ? {} : { signal })).result;
    } catch (error) {
      showFault(this.#services, `The message "${name}" to ${this.#services.fleet.get(deviceId)?.name ?? deviceId} failed`, error);
      return undefined;
    }
  }
}
