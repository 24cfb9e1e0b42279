import { faultCatalogue } from './faultCatalogue';
import type { FaultCase } from './faultCase';
import type { FaultSight } from './faultRun';

const introduction = `# Faults

What happens when something goes wrong between PSX Explorer and a device. \`npm run test:faults\` tries each of these with the real client, the
real pollers and a simulated LANTIME, and makes this table. Each time it also checks that another device is polled as before, that polling
recovers as the table says, without a restart, and that no connection, timer or handle is left when the polling ends.

- *State* is what the tree and the exported API show first. A device that gives no good answer for longer than \`psx.polling.elementTimeout\` is
  in \`timeout\`, and after five more minutes in \`slowPoll\`; what the user reads stays.
- A fault without a kind is one that nobody notices.
- \`lantime\` stands for the device, \`proxy\` for an HTTP proxy, and *n* s for \`psx.polling.timeout\`.
`;

const columns = ['Fault', 'State', 'Kind', 'What the user reads', 'What to do next', 'Recovers'];

/** The table of all faults, as Markdown. Throws when one of them was not tried. */
export function faultTable(sights: ReadonlyMap<FaultCase, FaultSight>): string {
  const sections = faultCatalogue.map(({ heading, cases }) => {
    const rows = cases.map((fault) => row(cellsOf(fault, sights.get(fault))));
    return [`\n## ${heading}\n`, row(columns), row(columns.map(() => '---')), ...rows, ''].join('\n');
  });
  return introduction + sections.join('');
}

function cellsOf(fault: FaultCase, sight: FaultSight | undefined): readonly string[] {
  if (sight === undefined) {
    throw new Error(`"${fault.name}" was not tried.`);
  }
  const { state, kind, message = '', hint = '' } = sight;
  const recovery = kind === undefined ? '' : (fault.person ?? 'by itself');
  return [fault.name, `\`${state}\``, kind === undefined ? '' : `\`${kind}\``, message, hint, recovery];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
