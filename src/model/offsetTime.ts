/**
 * Milliseconds since the epoch as ISO 8601 with the offset from UTC, `2026-11-23T15:31:54.120+01:00`, so that people read their own time and
 * programs the same moment. The offset, in minutes, is that of this computer at that time if it is not given.
 */
export function offsetIsoTime(epochMs: number, offsetMinutes = -new Date(epochMs).getTimezoneOffset()): string {
  const local = new Date(epochMs + offsetMinutes * 60_000).toISOString().slice(0, -1);
  const minutes = Math.abs(offsetMinutes);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}
