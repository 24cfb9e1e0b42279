import type { PtpInstanceSnapshot } from '../model/snapshot';

const minuteMs = 60_000;
const windowMinutes = 60;
/** Before so many minutes with values there is no usual delay to compare with. */
const enoughMinutes = 10;

/**
 * The usual mean path delay of one instance: the median of the last hour, of one mean per minute, so that an hour takes the same few bytes at every
 * polling interval. Begins anew with another master: the way to it is another one.
 */
export class PathDelayMedian {
  readonly #minutes: { readonly minute: number; readonly meanNs: number }[] = [];
  #master: string | undefined;
  #minute = Number.NEGATIVE_INFINITY;
  #sumNs = 0;
  #count = 0;
  #medianNs: number | undefined;
  #hasNewMaster = false;

  /** It follows another master than before, the usual delay to which is not known yet. */
  get hasNewMaster(): boolean {
    return this.#hasNewMaster && this.#medianNs === undefined;
  }

  /** Nanoseconds; `undefined` before there are enough values. */
  get medianNs(): number | undefined {
    return this.#medianNs;
  }

  /** Takes in a value that arrived at `at`, milliseconds since the epoch. */
  add(instance: PtpInstanceSnapshot, delayNs: number, at: number): void {
    const master = instance.dataSets?.parent.parentPortIdentity ?? instance.grandmasterIdentity;
    if (master !== this.#master) {
      this.#restart(master);
    }
    const minute = Math.floor(at / minuteMs);
    if (minute !== this.#minute) {
      this.#complete();
      this.#minute = minute;
    }
    this.#sumNs += delayNs;
    this.#count += 1;
  }

  #complete(): void {
    if (this.#count > 0) {
      this.#minutes.push({ minute: this.#minute, meanNs: this.#sumNs / this.#count });
      while ((this.#minutes[0]?.minute ?? 0) < this.#minute - windowMinutes) {
        this.#minutes.shift();
      }
      this.#medianNs = this.#minutes.length < enoughMinutes ? undefined : median(this.#minutes.map(({ meanNs }) => meanNs));
    }
    this.#sumNs = 0;
    this.#count = 0;
  }

  #restart(master: string | undefined): void {
    this.#hasNewMaster = this.#master !== undefined && master !== undefined;
    this.#master = master;
    this.#minutes.length = 0;
    this.#minute = Number.NEGATIVE_INFINITY;
    this.#sumNs = 0;
    this.#count = 0;
    this.#medianNs = undefined;
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [below = 0, above = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (below + above) / 2;
}
