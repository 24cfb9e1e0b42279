import type { BufferPool } from './bufferPool';
import { KeptBody } from './keptBody';
import type { RecordedSession } from './recordedSession';

/** Shorter bodies are kept as they are: that takes less than what a buffer needs beside its bytes. */
const shortestLength = 1024;

type Part = 'requestData' | 'responseData';

/** What the getters of a session look at. */
interface Kept {
  readonly body: KeptBody;
  readonly cut: RecordedSession['responseDataCut'];
}

/** A session as it is kept. */
export interface StoredSession {
  /** Has the members that it had, and is frozen. Bodies that are kept outside of the heap are read when somebody asks; once given up, they are cut by the total limit. */
  readonly session: RecordedSession;
  /** Those to be given up with it. */
  readonly bodies: readonly KeptBody[];
}

const keptParts: Readonly<Record<Part, WeakMap<object, Kept>>> = { requestData: new WeakMap(), responseData: new WeakMap() };

/** The same functions for all sessions, which have the same shape in memory thereby. */
const getters = { requestData: gettersOf('requestData'), responseData: gettersOf('responseData') };

/** Takes the bodies from the heap, when they are long. */
export function storedSession(session: RecordedSession, pool: BufferPool): StoredSession {
  const { requestData, responseData, requestDataCut, responseDataCut, ...rest } = session;
  if ((requestData?.length ?? 0) + (responseData?.length ?? 0) < shortestLength) {
    return { session, bodies: [] };
  }
  const bodies: KeptBody[] = [];
  const keep = (part: Part, text: string | undefined, cut: Kept['cut']): void => {
    if (text !== undefined) {
      const body = new KeptBody(text, pool);
      bodies.push(body);
      keptParts[part].set(rest, { body, cut });
      Object.defineProperties(rest, getters[part]);
    } else if (cut !== undefined) {
      Object.defineProperty(rest, `${part}Cut`, { enumerable: true, value: cut });
    }
  };
  keep('requestData', requestData, requestDataCut);
  keep('responseData', responseData, responseDataCut);
  return { session: Object.freeze(rest), bodies };
}

function gettersOf(part: Part): PropertyDescriptorMap {
  const kept = keptParts[part];
  return {
    [part]: {
      enumerable: true,
      get(this: object) {
        return kept.get(this)?.body.text;
      },
    },
    [`${part}Cut`]: {
      enumerable: true,
      get(this: object) {
        const { body, cut } = kept.get(this) ?? {};
        return body?.isGivenUp === true ? 'totalLimit' : cut;
      },
    },
  };
}
