/** Longer names are refused by file systems, once the time and the extension are behind them. */
const longestName = 80;

/** A sensible name for an export: `GM-North 2026-11-23 14.31.54.har`, in local time, possible on every file system. */
export function exportFileName(name: string, time: Date, extension: string): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const clock = `${two(time.getHours())}.${two(time.getMinutes())}.${two(time.getSeconds())}`;
  return `${plainName(name)} ${date} ${clock}.${extension}`;
}

/** Without what a path, Windows or a terminal reads as something else; control and direction characters would hide the real name. */
function plainName(name: string): string {
  const plain = name
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, '-')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.-]+/, '');
  return Array.from(plain).slice(0, longestName).join('').trim() || 'export';
}
