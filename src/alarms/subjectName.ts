import { singleLine } from '../model/displayText';

/** Names come from people and devices; a sentence with three of them must stay a line. */
const longestName = 60;

/** What people call a subject: `GM-North / io3 / Blue`. */
export function subjectName(...names: readonly string[]): string {
  return names.map((name) => singleLine(name, longestName)).join(' / ');
}
