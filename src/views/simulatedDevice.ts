import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { probeTcp } from '../ltos/networkProbe';
import type { DeviceConfig } from '../model/deviceConfig';
import type { FaultKind } from '../model/fault';
import type * as SimulatorBundle from '../simulator';
import type { Services } from './services';
import { withoutLinks } from './withoutLinks';

/** The id of the simulated device in `psx.devices`: there is one at most. */
const simulatedId = 'simulated';
const user = 'demo';
const loopback = '127.0.0.1';
const runningContextKey = 'psx.simulatorRunning';

/** What stands in the way of the device although its port answers, and is put right by configuring it anew. */
const curableFaults: ReadonlySet<FaultKind> = new Set(['credentialsMissing', 'unauthorized', 'tlsUntrusted', 'tlsChanged', 'tlsFailed']);
/** How a simulator looks that has ended. */
const endedFaults: ReadonlySet<FaultKind> = new Set(['refused', 'connectionLost', 'timeout', 'unreachable']);

/**
 * A simulated LANTIME inside this extension, for people without one: `psx.startSimulator` and `psx.stopSimulator`; the
 * context key `psx.simulatorRunning` says which of the two to offer in this window.
 * It listens on 127.0.0.1 only, with a password and a certificate made at each start, and is polled like any device.
 */
export class SimulatedDevice implements vscode.Disposable {
  readonly #services: Services;
  readonly #extensionPath: string;
  readonly #commands: vscode.Disposable;
  #running: Promise<SimulatorBundle.Simulator> | undefined;
  /** Where the running simulator is, once its device is configured. */
  #origin: string | undefined;
  /** Another window's simulator serves the device; this window takes over when that one ends. */
  #isStandingBy = false;

  constructor(services: Services, extensionPath: string) {
    this.#services = services;
    this.#extensionPath = extensionPath;
    this.#commands = vscode.Disposable.from(
      vscode.commands.registerCommand('psx.startSimulator', () => this.start()),
      vscode.commands.registerCommand('psx.stopSimulator', () => this.stop()),
      // Removed like any other device, or moved to another window's simulator: then nobody needs this one either.
      services.devices.onDidChange(() => {
        if (this.#origin !== undefined && services.device(simulatedId)?.origin !== this.#origin) {
          void this.#close();
        }
      }),
      services.fleet.onDidChange(() => this.#takeOverIfEnded()),
    );
  }

  /** Starts the simulator, unless another window's serves the device; adds the device and shows it; returns its id. */
  async start(): Promise<string> {
    if (this.#running !== undefined || !(await this.#isServedElsewhere())) {
      await this.#ensureRunning();
    }
    await this.#services.reveal(simulatedId);
    return simulatedId;
  }

  /**
   * A simulated device that an earlier session left configured gets its simulator back, at a port of its own; unless the
   * simulator of another window still serves it.
   */
  async resume(): Promise<void> {
    if (this.#ownDevice() === undefined) {
      return;
    }
    if (await this.#isServedElsewhere()) {
      this.#isStandingBy = true;
      // What was told during the test is not told again.
      this.#takeOverIfEnded(curableFaults);
    } else {
      await this.#ensureRunning();
    }
  }

  /** Just after a reload the simulator that answers is that of the window as it was before, which is about to end. */
  #takeOverIfEnded(faults: ReadonlySet<FaultKind> = new Set([...curableFaults, ...endedFaults])): void {
    const kind = this.#services.fleet.get(simulatedId)?.communication.error?.kind;
    if (this.#isStandingBy && kind !== undefined && faults.has(kind)) {
      this.#isStandingBy = false;
      void this.resume().catch((error: unknown) => this.#services.log.error('The simulated device could not be started again.', error));
    }
  }

  /** Configures the device each time: its log-in or its certificate may have been forgotten since. */
  async #ensureRunning(): Promise<void> {
    this.#isStandingBy = false;
    const running = (this.#running ??= this.#start());
    try {
      this.#origin = await this.#configure(await running);
      void vscode.commands.executeCommand('setContext', runningContextKey, true);
    } catch (error) {
      await this.#close();
      throw error;
    }
  }

  /** Removes the simulated device with its secrets, and stops the simulator. */
  async stop(): Promise<void> {
    const device = this.#ownDevice();
    if (device !== undefined) {
      await this.#services.devices.remove(simulatedId);
      await this.#services.credentials.delete(device.origin);
      await this.#services.pins.delete(device.origin);
    }
    await this.#close();
  }

  dispose(): Promise<void> {
    this.#commands.dispose();
    return this.#close();
  }

  async #start(): Promise<SimulatorBundle.Simulator> {
    // A bundle of its own, loaded on demand: a person with a real device never pays for it.
    const load = createRequire(path.join(this.#extensionPath, 'dist', 'extension.js'));
    const { startSimulator } = load('./simulator.js') as typeof SimulatorBundle;
    const password = randomBytes(12).toString('base64url');
    return startSimulator({ host: loopback, port: 0, https: true, user, password, autoScenario: true });
  }

  #ownDevice(): DeviceConfig | undefined {
    const device = this.#services.device(simulatedId);
    return device !== undefined && isOwn(device) ? device : undefined;
  }

  /** Asked while this window runs no simulator: then what answers at the device's port is the one of another window. */
  async #isServedElsewhere(): Promise<boolean> {
    const device = this.#ownDevice();
    const fault = this.#services.fleet.get(simulatedId)?.communication.error;
    return device !== undefined && !(fault !== undefined && curableFaults.has(fault.kind)) && isListening(device.origin);
  }

  /** Returns the origin of the device. */
  async #configure(simulator: SimulatorBundle.Simulator): Promise<string> {
    const { credentials, devices, pins } = this.#services;
    const former = this.#services.device(simulatedId);
    if (former !== undefined && !isOwn(former)) {
      throw new Error(withoutLinks(`The device "${former.name}" was made from the simulated one. Give it another id than "${simulatedId}" in psx.devices, then try again.`));
    }
    const origin = new URL(simulator.url).origin;
    if (simulator.fingerprint256 !== undefined) {
      await pins.set(origin, simulator.fingerprint256);
    }
    await credentials.set(origin, { user: simulator.user, password: simulator.password });
    if (former === undefined) {
      await devices.add({ id: simulatedId, host: origin, name: 'Simulated M3000' });
    } else if (former.origin !== origin) {
      await devices.update(simulatedId, { host: origin, port: undefined });
      await credentials.delete(former.origin);
      await pins.delete(former.origin);
    }
    return origin;
  }

  async #close(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    this.#origin = undefined;
    this.#isStandingBy = false;
    void vscode.commands.executeCommand('setContext', runningContextKey, false);
    await running?.then((simulator) => simulator.stop()).catch(() => undefined);
  }
}

/** An entry that a person has moved to another address is theirs: neither it nor its secrets are touched. */
function isOwn(device: DeviceConfig): boolean {
  return new URL(device.origin).hostname === loopback;
}

function isListening(origin: string): Promise<boolean> {
  return probeTcp({ origin, timeoutMs: 2_000 }).then(
    () => true,
    () => false,
  );
}
