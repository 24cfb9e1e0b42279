import type { FaultKind } from '../../src/model/fault';
import type { CommunicationState } from '../../src/model/snapshot';
import type { SimulatorFault, SimulatorFaultKind } from '../../src/simulator';
import type { FaultBench, FaultSetup } from './faultBench';
import type { ProxyFault } from './faultProxy';

/** One fault, and what becomes of it. */
export interface FaultCase {
  /** What happens, in a few words, as the table of faults has it. */
  readonly name: string;
  readonly setup?: FaultSetup;
  readonly begin: (bench: FaultBench) => void | Promise<void>;
  readonly end: (bench: FaultBench) => void | Promise<void>;
  /** Without a kind: nobody notices. */
  readonly expected: { readonly state: CommunicationState; readonly kind?: FaultKind };
  /** What a person has to do when the fault is over; without it polling recovers by itself. */
  readonly person?: string;
  /** It happens to the computer, and so to all devices. */
  readonly concernsAll?: boolean;
  /** The entry of the simulator's error menu that it is. */
  readonly menu?: SimulatorFaultKind;
}

/** Faults that belong together, with the heading of their table. */
export interface FaultGroup {
  readonly heading: string;
  readonly cases: readonly FaultCase[];
}

type Rest = Pick<FaultCase, 'setup' | 'person'> & {
  /** Connections that are open end with the fault. */
  readonly cuts?: boolean;
};

/** A fault of the way to the device. */
export function onTheWay(name: string, fault: ProxyFault, expected: FaultCase['expected'], { cuts = false, ...rest }: Rest = {}): FaultCase {
  return {
    ...rest,
    name,
    expected,
    begin: ({ proxy }) => {
      proxy.fault = fault;
      if (cuts) {
        proxy.cut();
      }
    },
    end: ({ proxy }) => {
      proxy.fault = {};
      proxy.cut();
    },
  };
}

/** A fault of the simulator's error menu. */
export function ofTheMenu(name: string, fault: SimulatorFault, expected: FaultCase['expected'], { cuts = false, ...rest }: Rest = {}): FaultCase {
  return {
    ...rest,
    name,
    expected,
    menu: fault.kind,
    begin: ({ device, proxy }) => {
      device.setFault(fault);
      if (cuts) {
        proxy.cut();
      }
    },
    end: ({ device }) => device.setFault(undefined),
  };
}
