import type { SimulatorFault } from './simulatorFault';

/** Holds the fault in force, and counts how often it still applies. */
export class FaultSwitch {
  #fault: SimulatorFault | undefined;
  #remaining = Infinity;

  get current(): SimulatorFault | undefined {
    return this.#fault;
  }

  set(fault: SimulatorFault | undefined): void {
    this.#remaining = fault?.times ?? Infinity;
    this.#fault = this.#remaining > 0 ? fault : undefined;
  }

  /** The fault that this request meets, if any; counts it. `requestsOnConnection` includes this one. */
  take(path: string, requestsOnConnection: number): SimulatorFault | undefined {
    const fault = this.#fault;
    if (fault === undefined || fault.kind === 'plainOnTls' || !meets(fault, path)) {
      return undefined;
    }
    if (fault.kind === 'resetOnReuse' && requestsOnConnection < 2) {
      return undefined;
    }
    this.#count();
    return fault;
  }

  /** True when a new connection shall get plain HTTP instead of TLS; counts it. */
  takePlainOnTls(): boolean {
    if (this.#fault?.kind !== 'plainOnTls') {
      return false;
    }
    this.#count();
    return true;
  }

  #count(): void {
    this.#remaining -= 1;
    if (this.#remaining <= 0) {
      this.set(undefined);
    }
  }
}

function meets(fault: SimulatorFault, path: string): boolean {
  if (fault.kind === 'apiDisabled' && !/^\/api(\/|\?|$)/.test(path)) {
    return false;
  }
  if (fault.paths === undefined) {
    return true;
  }
  return typeof fault.paths === 'string' ? path.startsWith(fault.paths) : path.search(fault.paths) >= 0;
}
