import { diagnose, type Diagnosis } from '../../ltos/diagnosis';
import { resolveProxy } from '../../ltos/proxy';
import { Emitter, type Event } from '../../model/event';
import { decodingSettings, pollingSettings } from '../pollingConfiguration';
import type { Services } from '../services';
import { unknownDestination } from './messageFault';

/** Of those that nobody took, only the latest stay. */
const keptCount = 10;

export interface DiagnosisProgress {
  readonly deviceId: string;
  /** The title of the step that begins; absent when none does. */
  readonly next?: string;
}

/**
 * The diagnoses that messages ask for. A reply holds the steps in short; whoever shows the whole in this window takes it by the GUID of
 * the reply.
 */
export class DeviceDiagnoses {
  readonly #progressed = new Emitter<DiagnosisProgress>();
  readonly #finished = new Map<string, Diagnosis>();

  readonly onDidProgress: Event<DiagnosisProgress> = this.#progressed.event;

  /** Tests the way to a device step by step. Rejects only when there is no such device. */
  async run(
    services: Pick<Services, 'device' | 'client' | 'pins' | 'proxySettings'>,
    deviceId: string,
    { guid, signal }: { readonly guid: string; readonly signal: AbortSignal },
  ): Promise<Diagnosis> {
    const device = services.device(deviceId);
    const client = services.client(deviceId);
    if (device === undefined || client === undefined) {
      throw unknownDestination(`There is no device with the id "${deviceId}" any more.`, 'See the setting psx.devices.');
    }
    const proxySettings = services.proxySettings();
    const diagnosis = await diagnose(
      {
        origin: device.origin,
        client,
        pins: services.pins,
        proxy: resolveProxy(device.origin, proxySettings, device.bypassProxy),
        proxyAuthorization: proxySettings.proxyAuthorization,
        slotIds: device.slotIds,
        timeoutMs: pollingSettings().timeoutMs,
        decoding: decodingSettings(),
        signal,
      },
      (_step, next) => this.#progressed.fire({ deviceId, ...(next === undefined ? {} : { next }) }),
    );
    this.#finished.set(guid, diagnosis);
    const [oldest] = this.#finished.keys();
    if (this.#finished.size > keptCount && oldest !== undefined) {
      this.#finished.delete(oldest);
    }
    return diagnosis;
  }

  /** The whole result of the message with this GUID, once. */
  take(guid: string): Diagnosis | undefined {
    const diagnosis = this.#finished.get(guid);
    this.#finished.delete(guid);
    return diagnosis;
  }
}
