import type { ModuleReading, PtpInstanceReading, SlotReading } from '../../../src/ltos/decode/readings';
import type { LtosAnswer, PolledApi, RequestOptions } from '../../../src/ltos/ltosApi';
import { LtosError } from '../../../src/ltos/ltosError';
import type { DeviceConfig } from '../../../src/model/deviceConfig';
import type { FaultKind } from '../../../src/model/fault';
import type { Json } from '../../../src/model/json';
import type { SystemSnapshot } from '../../../src/model/snapshot';
import type { Decoders } from '../../../src/polling/decoders';

/** What the fake decoders understand: the readings themselves. */
export interface FakeBody {
  readonly system?: SystemSnapshot;
  readonly slots?: readonly SlotReading[];
  readonly module?: ModuleReading;
}

export const system: SystemSnapshot = {
  hostname: 'ims1',
  model: 'M3000',
  serialNumber: '1',
  firmware: 'fw_7.08.012',
  apiVersion: '17.02.003',
  compatibility: 'verified',
};

const emptyModule: ModuleReading = { isPsx: false, ptpInstances: [], properties: [] };

export const fakeDecoders: Decoders = {
  decodeSystem: (body) => (body as FakeBody).system,
  decodeChassis: (body) => {
    const { slots = [], system: told } = body as FakeBody;
    return { value: { slots, ...(told === undefined ? {} : { system: told }) }, problems: [] };
  },
  decodeModule: (body) => ({ value: (body as FakeBody).module ?? emptyModule, problems: [] }),
};

export function instance(id: string, offsetFromMasterNs = 0, portState = 'SLAVE'): PtpInstanceReading {
  const properties = [{ path: `ptp.${id}.offset`, value: offsetFromMasterNs }];
  return { id, name: id, portState, offsetFromMasterNs, properties };
}

export function psx(instances: readonly PtpInstanceReading[] = [instance('i0')], temperature = 50): ModuleReading {
  const properties = [{ path: 'temperature', value: temperature }, ...instances.flatMap((reading) => reading.properties)];
  return { model: 'psx210', serialNumber: '7', isPsx: true, ptpInstances: instances, properties };
}

export const cpu: SlotReading = {
  slotId: 'cpu',
  slotType: 'cpu',
  module: { model: 'c05f1', isPsx: false, ptpInstances: [], properties: [{ path: 'info.model', value: 'c05f1' }] },
};

export function slot(slotId: string, module?: ModuleReading): SlotReading {
  return { slotId, slotType: 'io', ...(module === undefined ? {} : { module }) };
}

export function fault(kind: FaultKind, retryAfterMs?: number): LtosError {
  return new LtosError({ kind, message: `It is ${kind}.`, hint: 'Do something.' }, retryAfterMs === undefined ? {} : { retryAfterMs });
}

export function config(id = 'd', more: Partial<DeviceConfig> = {}): DeviceConfig {
  return { id, name: id, origin: `https://${id}:443`, busAddress: '', bypassProxy: false, slotIds: [], ...more };
}

/** The path of the module of a slot. */
export function modulePathOf(slotId: string): string {
  return `/api/status/chassis0/slots/${slotId}/module`;
}

/** What happens to a request: an answer, a failure, a throw before any promise, or silence. */
export type Outcome = FakeBody | LtosError | Error | 'throw' | 'hang';

/** A chassis whose slots can be changed, and whose requests can be made to fail. */
export class FakeDevice implements PolledApi {
  slots: readonly SlotReading[] = [slot('io1', psx()), cpu];
  /** Overrides the answer to a path. */
  outcome: (path: string) => Outcome | undefined = () => undefined;
  latencyMs = 0;
  readonly paths: string[] = [];
  resets = 0;
  isAnotherLoginStored: boolean | undefined = true;
  inFlight = 0;
  mostInFlight = 0;
  isDisposed = false;

  get(path: string, { signal }: RequestOptions = {}): Promise<LtosAnswer> {
    this.paths.push(path);
    const outcome = this.outcome(path) ?? this.#answer(path);
    if (outcome === 'throw') {
      throw new Error('thrown before any promise');
    }
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
    return new Promise<LtosAnswer>((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(fault('cancelled'));
      });
      const settle = (): void => {
        if (outcome instanceof Error) {
          reject(outcome);
        } else if (outcome !== 'hang') {
          resolve({ path, body: outcome as unknown as Json, bodyBytes: 1, timeSpanMs: this.latencyMs });
        }
      };
      if (this.latencyMs === 0) {
        settle();
      } else {
        timer = setTimeout(settle, this.latencyMs);
      }
    }).finally(() => this.inFlight--);
  }

  isAccessChanged(): Promise<boolean | undefined> {
    return Promise.resolve(this.isAnotherLoginStored);
  }

  reset(): void {
    this.resets++;
  }

  dispose(): void {
    this.isDisposed = true;
  }

  /** The paths asked for since the last call. */
  takePaths(): string[] {
    return this.paths.splice(0);
  }

  #answer(path: string): Outcome {
    if (path === '/api/status/system') {
      return { system };
    }
    if (path === '/api/status' || path === '/api/status/chassis0/slots') {
      return { system, slots: this.slots };
    }
    const [, slotId = '', rest] = /\/slots\/([^/]+)(\/module)?$/.exec(path) ?? [];
    const found = this.slots.find((candidate) => candidate.slotId === slotId);
    if (found === undefined || (rest !== undefined && found.module === undefined)) {
      return fault('notFound');
    }
    return rest === undefined ? { system, slots: [found] } : { system, ...(found.module === undefined ? {} : { module: found.module }) };
  }
}
