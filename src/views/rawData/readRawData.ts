import { LtosError } from '../../ltos/ltosError';
import type { LtosApi } from '../../ltos/ltosApi';
import { chassisPaths } from '../../polling/chassisPaths';
import type { Json } from '../../model/json';

/** An answer, and the path that it came from. */
export interface RawData {
  readonly path: string;
  readonly body: Json;
}

/**
 * What a device says of itself, or of one slot: its module, else the slot, else the whole status, as older firmware does not know every
 * path. Rejects with an `LtosError`.
 */
export async function readRawData(client: Pick<LtosApi, 'get'>, slotId: string | undefined, signal?: AbortSignal): Promise<RawData> {
  const paths = [...(slotId === undefined ? [] : [chassisPaths.module(slotId), chassisPaths.slot(slotId)]), chassisPaths.whole];
  let notFound: unknown;
  for (const path of paths) {
    try {
      const { body } = await client.get(path, signal === undefined ? {} : { signal });
      return { path, body };
    } catch (error) {
      if (!(error instanceof LtosError) || error.fault.kind !== 'notFound') {
        throw error;
      }
      notFound ??= error;
    }
  }
  throw notFound;
}
