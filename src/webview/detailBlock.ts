import { element } from './elements';
import { readJsonTree } from './jsonText';
import { jsonTree } from './jsonTree';
import { longText } from './longText';
import type { DetailBlock } from './pageMessages';

/** A part of the detail that can be folded; what is folded away is not built. `foldings`: what the user chose, by block. */
export function detailBlock(block: DetailBlock, foldings: Map<string, boolean>): HTMLElement {
  const size = block.kind === 'entries' ? ` (${block.entries.length.toLocaleString()})` : '';
  const folded = element('details', { class: 'block' }, [element('summary', { text: `${block.label}${size}` })]);
  const build = () => {
    if (folded.childElementCount === 1) {
      folded.append(block.kind === 'entries' ? entryList(block) : textContent(block));
    }
  };
  const isOpen = foldings.get(block.id) ?? (block.kind === 'text' && block.isOpenAtFirst === true);
  if (isOpen) {
    build();
    folded.open = true;
  }
  folded.addEventListener('toggle', () => {
    if (folded.open) {
      build();
    }
  });
  folded.firstElementChild?.addEventListener('click', () => foldings.set(block.id, !folded.open));
  return folded;
}

function entryList({ entries, label }: Extract<DetailBlock, { kind: 'entries' }>): HTMLElement {
  if (entries.length === 0) {
    return element('p', { class: 'detail-empty', text: 'None' });
  }
  return element(
    'dl',
    { class: 'entries', attributes: { 'aria-label': label } },
    entries.map(([name, value]) => element('div', { class: 'entry' }, [element('dt', { class: 'device-text', text: name }), element('dd', { class: 'device-text' }, [longText(value)])])),
  );
}

function textContent({ text, note }: Extract<DetailBlock, { kind: 'text' }>): HTMLElement {
  const tree = readJsonTree(text);
  const shown = element('div', { class: 'block-content' });
  if (note !== undefined) {
    shown.append(element('p', { class: 'block-note', text: note }));
  }
  shown.append(tree === undefined ? longText(text) : jsonTree(tree));
  return shown;
}
