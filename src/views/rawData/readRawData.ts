import { LtosError } from '../../ltos/ltosError';
import type { LtosApi } from '../../ltos/ltosApi';
import { chassisPaths } from '../../polling/chassisPaths';
import type { Json } from '../../model/json';

/** Where a device says something of a slot, nearest first: in its module, in the whole slot, in the whole status. */
export const rawDataPlaces = ['module', 'slot', 'status'] as const;

/** One of {@link rawDataPlaces}. */
export type RawDataPlace = (typeof rawDataPlaces)[number];

/** An answer, and the place that it came from, also as the path of the REST API. */
export interface RawData {
  readonly place: RawDataPlace;
  readonly path: string;
  readonly body: Json;
}

/** The path of the REST API for a place; without a slot there is only the whole status. */
export function rawDataPath(place: RawDataPlace, slotId: string | undefined): string {
  if (slotId === undefined || place === 'status') {
    return chassisPaths.whole;
  }
  return place === 'module' ? chassisPaths.module(slotId) : chassisPaths.slot(slotId);
}

/**
 * What a device says of itself, or of one slot: its module, else the slot, else the whole status, as older firmware does not know every
 * path. Rejects with an `LtosError`.
 */
export async function readRawData(client: Pick<LtosApi, 'get'>, slotId: string | undefined, signal?: AbortSignal): Promise<RawData> {
  let notFound: unknown;
  for (const place of slotId === undefined ? (['status'] as const) : rawDataPlaces) {
    try {
      return { place, path: rawDataPath(place, slotId), body: await readRawDataAt(client, place, slotId, signal) };
    } catch (error) {
      if (!(error instanceof LtosError) || error.fault.kind !== 'notFound') {
        throw error;
      }
      notFound ??= error;
    }
  }
  throw notFound;
}

/** What a device says at one place and no other. Rejects with an `LtosError`. */
export async function readRawDataAt(client: Pick<LtosApi, 'get'>, place: RawDataPlace, slotId: string | undefined, signal?: AbortSignal): Promise<Json> {
  return (await client.get(rawDataPath(place, slotId), signal === undefined ? {} : { signal })).body;
}
