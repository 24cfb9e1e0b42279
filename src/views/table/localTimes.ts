const minuteMs = 60_000;
/** A table shows the minutes of some hours; a longer memory is given up at once. */
const mostMinutes = 5_000;

/**
 * Dates with times in a language and the local time zone, to the second. `Intl` takes some microseconds for each, which ten thousand rows
 * would feel; so it is asked once for each minute, and the seconds are put in. Blanks are plain ones, which can be typed into a filter.
 */
export class LocalTimes {
  readonly #format: Intl.DateTimeFormat;
  readonly #exact: Intl.DateTimeFormat;
  readonly #seconds: readonly string[];
  readonly #minutes = new Map<number, readonly [before: string, after: string]>();
  /** What stands between the seconds and the end, by milliseconds; made when needed. */
  readonly #fractions: string[] = [];

  /** `language` as in `vscode.env.language`; one that is not known becomes the one of the computer. */
  constructor(language: string) {
    this.#format = formatOf(language, {});
    this.#exact = formatOf(language, { fractionalSecondDigits: 3 });
    this.#seconds = Array.from({ length: 60 }, (_, second) => this.#parts(second * 1000).find(({ type }) => type === 'second')?.value ?? '');
  }

  /** `epochMs` in milliseconds since the epoch. */
  format(epochMs: number): string {
    return this.#join(epochMs, '');
  }

  /** As {@link format}, with milliseconds. */
  formatExactly(epochMs: number): string {
    const milliseconds = Math.floor(epochMs) % 1000;
    return this.#join(epochMs, (this.#fractions[milliseconds] ??= this.#fractionOf(milliseconds)));
  }

  #join(epochMs: number, fraction: string): string {
    const minute = Math.floor(epochMs / minuteMs);
    const [before, after] = this.#minutes.get(minute) ?? this.#addMinute(minute);
    return `${before}${this.#seconds[Math.floor(epochMs / 1000) - minute * 60] ?? ''}${fraction}${after}`;
  }

  /** With the sign before it, which is not a point everywhere. */
  #fractionOf(milliseconds: number): string {
    const parts = this.#exact.formatToParts(milliseconds);
    const index = parts.findIndex(({ type }) => type === 'fractionalSecond');
    return `${parts[index - 1]?.value ?? ''}${parts[index]?.value ?? ''}`;
  }

  #addMinute(minute: number): readonly [before: string, after: string] {
    if (this.#minutes.size >= mostMinutes) {
      this.#minutes.clear();
    }
    const parts = this.#parts(minute * minuteMs);
    const index = parts.findIndex(({ type }) => type === 'second');
    const join = (some: readonly Intl.DateTimeFormatPart[]): string => some.map(({ value }) => value.replace(/[\u00A0\u202F]/g, ' ')).join('');
    const around = [join(parts.slice(0, index)), join(parts.slice(index + 1))] as const;
    this.#minutes.set(minute, around);
    return around;
  }

  #parts(epochMs: number): Intl.DateTimeFormatPart[] {
    return this.#format.formatToParts(epochMs);
  }
}

function formatOf(language: string, more: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = { ...more, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' };
  try {
    return new Intl.DateTimeFormat(language, options);
  } catch {
    return new Intl.DateTimeFormat(undefined, options);
  }
}
