import type { AuthorizationKind } from './auth';
import type { RequestRecord } from './simulatedDevice';

/** What is known of a request when its head has arrived. */
export interface RequestHead {
  readonly method: string;
  readonly path: string;
  readonly authorization: AuthorizationKind;
  readonly at: number;
  readonly connectionId: number;
}

/** The requests that a simulated device received. */
export class RequestLog {
  readonly #records: RequestRecord[] = [];

  get records(): readonly RequestRecord[] {
    return this.#records;
  }

  /** Notes a request; the returned function notes the status code that was sent. */
  add(head: RequestHead): (status: number) => void {
    const record: { -readonly [K in keyof RequestRecord]: RequestRecord[K] } = { ...head, status: undefined };
    this.#records.push(record);
    return (status) => {
      record.status = status;
    };
  }

  clear(): void {
    this.#records.length = 0;
  }
}
