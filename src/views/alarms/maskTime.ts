const unitMinutes: Readonly<Record<string, number>> = { m: 1, min: 1, minute: 1, minutes: 1, h: 60, hour: 60, hours: 60, d: 1_440, day: 1_440, days: 1_440 };

/** The longest time of a mask, in minutes: what shall never alarm is masked in the settings. */
export const longestMaskMinutes = 366 * 1_440;

/** Whether a mask can last so many minutes. */
export function isMaskMinutes(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= longestMaskMinutes;
}

/** The minutes in `30 min`, `4 h`, `2 d`; a bare number is hours. `undefined` for what is no time that a mask can last. */
export function parseMaskMinutes(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/.exec(text.trim().toLowerCase()) ?? [];
  const minutes = Number(amount) * (unit === '' ? 60 : (unitMinutes[unit] ?? Number.NaN));
  return isMaskMinutes(minutes) ? minutes : undefined;
}
