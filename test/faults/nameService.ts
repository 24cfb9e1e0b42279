import dns, { type LookupAddress } from 'node:dns';

/** The name under which a device is known while the name service works. */
export const deviceName = 'lantime.example';

type LookupCallback = (error: NodeJS.ErrnoException | null, addresses: string | LookupAddress[], family?: number) => void;

/** Stands in for the name service of the operating system where that one name is concerned, or fails there. */
export class NameService {
  readonly #usual = dns.lookup;
  /** The code with which each look-up fails. */
  failure: 'ENOTFOUND' | 'EAI_AGAIN' | undefined;

  constructor() {
    const lookup = (name: string, options: { all?: boolean }, callback: LookupCallback): void => {
      if (name === deviceName) {
        setImmediate(() => this.#answer(options.all === true, callback));
      } else {
        this.#usual(name, options, callback);
      }
    };
    dns.lookup = lookup as typeof dns.lookup;
  }

  stop(): void {
    dns.lookup = this.#usual;
  }

  #answer(wantsAll: boolean, callback: LookupCallback): void {
    if (this.failure !== undefined) {
      callback(Object.assign(new Error(`getaddrinfo ${this.failure} ${deviceName}`), { code: this.failure }), []);
    } else if (wantsAll) {
      callback(null, [{ address: '127.0.0.1', family: 4 }]);
    } else {
      callback(null, '127.0.0.1', 4);
    }
  }
}
