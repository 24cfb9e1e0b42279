import { answerFromTree } from './api';
import { Chassis } from './chassis';
import { ChassisClock } from './chassisClock';
import { DeviceServer } from './deviceServer';
import { Scenario } from './scenario';
import type { RequestRecord, ScenarioStep, SimulatedDevice, Simulator } from './simulatedDevice';
import type { SimulatorFault } from './simulatorFault';
import type { SimulatorOptions } from './simulatorOptions';
import type { VariantName } from './variantName';

/**
 * Starts a LANTIME M3000 with PSX cards as a real HTTP or HTTPS server. Its values are computed from the clock when
 * they are asked for, so that an idle one costs nothing. Rejects as Node does, e.g. with code `EADDRINUSE`.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const now = options.now ?? Date.now;
  const chassis = new Chassis(options);
  const scenario = new Scenario(now, options.autoScenario ?? false);
  const clock = new ChassisClock(now(), options.apiVersion);
  const server = await DeviceServer.start(options, (pathname, query) =>
    answerFromTree(chassis.trees(clock.moment(now(), scenario.state())), pathname, query, options),
  );
  return new RunningSimulator(server, chassis, scenario);
}

class RunningSimulator implements Simulator {
  readonly #server: SimulatedDevice;
  readonly #chassis: Chassis;
  readonly #scenario: Scenario;
  readonly host: string;
  readonly port: number;
  readonly url: string;
  readonly user: string;

  constructor(server: SimulatedDevice, chassis: Chassis, scenario: Scenario) {
    this.#server = server;
    this.#chassis = chassis;
    this.#scenario = scenario;
    this.host = server.host;
    this.port = server.port;
    this.url = server.url;
    this.user = server.user;
  }

  get password(): string {
    return this.#server.password;
  }

  get fingerprint256(): string | undefined {
    return this.#server.fingerprint256;
  }

  get requests(): readonly RequestRecord[] {
    return this.#server.requests;
  }

  get fault(): SimulatorFault | undefined {
    return this.#server.fault;
  }

  clearRequests(): void {
    this.#server.clearRequests();
  }

  setFault(fault: SimulatorFault | undefined): void {
    this.#server.setFault(fault);
  }

  setPassword(password: string): void {
    this.#server.setPassword(password);
  }

  expireTokens(): void {
    this.#server.expireTokens();
  }

  renewCertificate(): Promise<void> {
    return this.#server.renewCertificate();
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  setVariant(name: VariantName): void {
    this.#chassis.variant = name;
  }

  step(name: ScenarioStep): void {
    this.#scenario.step(name);
  }

  removeSlot(slotId: string): void {
    this.#chassis.setSlotPresent(slotId, false);
  }

  restoreSlot(slotId: string): void {
    this.#chassis.setSlotPresent(slotId, true);
  }

  removeInstance(slotId: string, instanceId: string): void {
    this.#chassis.setInstancePresent(slotId, instanceId, false);
  }

  restoreInstance(slotId: string, instanceId: string): void {
    this.#chassis.setInstancePresent(slotId, instanceId, true);
  }
}
