import { textButton } from '../controls';
import { element } from '../elements';
import type { BmcaCell, BmcaRowDrawing, BmcaSection } from './graphMessages';

const decidesWords = { better: 'decides: better than one below', worse: 'decides: worse than one above', both: 'decides, both ways', notKnown: 'would decide, but is not known' } as const;
const belowMarks = { better: '▲', notKnown: '?', equal: '=' } as const;

/** A row of a ranking, and above it the line that says why it stands there. */
export function bmcaRow(row: BmcaRowDrawing, columns: BmcaSection['columns'], open: () => void): readonly HTMLTableRowElement[] {
  const name = row.opens ? textButton(row.name, open) : element('span', { text: row.name });
  name.dataset.key = row.key;
  const made = element('tr', { class: ['bmca-row', row.isFollower ? 'is-follower' : '', row.isStale ? 'is-stale' : ''].filter((part) => part !== '').join(' ') }, [
    element('td', { class: 'is-end bmca-place', text: row.place }),
    element('th', { class: 'bmca-name', attributes: { scope: 'row' } }, [
      ...(row.isFollower ? [element('span', { class: 'follower-mark', text: '↳', attributes: { 'aria-label': 'follows the one above' } })] : []),
      name,
      element('span', { class: 'bmca-note', text: row.note }),
    ]),
    element('td', { class: 'bmca-follows', text: row.follows }),
    ...row.cells.map((cell, index) => cellElement(cell, columns[index]?.isNumber === true)),
  ]);
  return row.below === undefined ? [made] : [decisionRow(row.below, columns.length + 3, row.isFollower), made];
}

function cellElement({ text, title, decides }: BmcaCell, isNumber: boolean): HTMLTableCellElement {
  const classes = ['bmca-cell', isNumber ? 'is-end' : '', decides === undefined ? '' : `decides-${decides}`].filter((part) => part !== '').join(' ');
  const made = element('td', { class: classes, ...(title !== undefined && { attributes: { title } }) }, [element('span', { class: 'bmca-value', text })]);
  if (decides !== undefined) {
    made.append(element('span', { class: 'visually-hidden', text: ` (${decidesWords[decides]})` }));
  }
  return made;
}

function decisionRow({ text, kind }: NonNullable<BmcaRowDrawing['below']>, span: number, isFollower: boolean): HTMLTableRowElement {
  return element('tr', { class: `bmca-decision is-${kind}${isFollower ? ' is-follower' : ''}` }, [
    element('td', {}),
    element('td', { attributes: { colspan: String(span - 1) } }, [
      element('span', { class: 'decision-mark', text: belowMarks[kind], attributes: { 'aria-hidden': 'true' } }),
      element('span', { class: 'decision-text', text }),
    ]),
  ]);
}
