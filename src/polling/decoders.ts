import { decodeChassis, decodeModule, decodeSystem } from '../ltos/decode';
import type { ChassisReading, ModuleReading } from '../ltos/decode/readings';
import type { Decoded } from '../model/decoded';
import type { Json } from '../model/json';
import type { SystemSnapshot } from '../model/snapshot';
import type { PollingSettings } from './pollingSettings';

/** What the reading of an answer depends on beside the answer. */
export type DecodeOptions = Partial<Pick<PollingSettings, 'offsetUnit' | 'raw'>>;

/** The decoders of the REST API's answers, as polling uses them. */
export interface Decoders {
  decodeSystem(body: Json): SystemSnapshot | undefined;
  decodeChassis(body: Json, options?: DecodeOptions): Decoded<ChassisReading>;
  decodeModule(body: Json, options: DecodeOptions & { readonly slotId: string }): Decoded<ModuleReading>;
}

export const ltosDecoders: Decoders = { decodeSystem, decodeChassis, decodeModule };
