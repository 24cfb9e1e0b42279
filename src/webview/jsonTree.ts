import { textButton } from './controls';
import { element } from './elements';
import { WrittenNumber, type JsonTree, type ShownJson } from './jsonText';
import { endOfCut } from './shortText';

/** Members built at once; the rest comes on demand. */
const chunkSize = 200;
/** Longest part of one string that is shown at once. */
const stringChunk = 2000;
/** Small objects that are seen opened. */
const openedSize = 12;
const openedDepth = 3;

/** A JSON value as a tree that can be folded; what is folded away is not built. */
export function jsonTree(value: ShownJson): HTMLElement {
  const tree = element('div', { class: 'json' });
  tree.append(jsonNode(undefined, value, 0));
  return tree;
}

function jsonNode(name: string | undefined, value: ShownJson, depth: number): HTMLElement {
  if (typeof value === 'object' && value !== null && !(value instanceof WrittenNumber)) {
    return branch(name, value, depth);
  }
  return element('div', { class: 'json-leaf' }, [...nameParts(name), leafValue(value)]);
}

function branch(name: string | undefined, value: JsonTree, depth: number): HTMLElement {
  // Names of a list are its indexes.
  const names = Object.keys(value);
  const isList = Array.isArray(value);
  const size = `${names.length.toLocaleString()} ${isList ? (names.length === 1 ? 'item' : 'items') : names.length === 1 ? 'member' : 'members'}`;
  if (names.length === 0) {
    return element('div', { class: 'json-leaf' }, [...nameParts(name), element('span', { class: 'json-punctuation', text: isList ? '[ ]' : '{ }' })]);
  }
  const summary = element('summary', { class: 'json-name-line' }, [...nameParts(name), element('span', { class: 'json-punctuation', text: `${isList ? '[…]' : '{…}'} ${size}` })]);
  const children = element('div', { class: 'json-children' });
  const node = element('details', { class: 'json-branch' }, [summary, children]);
  const members = value as Readonly<Record<string, ShownJson>>;
  const build = () => {
    if (children.childElementCount === 0) {
      appendChunk(children, names, members, 0, depth + 1);
    }
  };
  node.addEventListener('toggle', build);
  if (depth === 0 || (depth < openedDepth && names.length <= openedSize)) {
    build();
    node.open = true;
  }
  return node;
}

function appendChunk(parent: HTMLElement, names: readonly string[], members: Readonly<Record<string, ShownJson>>, from: number, depth: number): void {
  for (const name of names.slice(from, from + chunkSize)) {
    parent.append(jsonNode(name, members[name] ?? null, depth));
  }
  const next = from + chunkSize;
  if (next < names.length) {
    appendMoreButton(parent, `Show ${Math.min(chunkSize, names.length - next).toLocaleString()} more of ${(names.length - next).toLocaleString()}`, () =>
      appendChunk(parent, names, members, next, depth),
    );
  }
}

/** Appends a button that gives way to what it appends; the keyboard stays at that place. */
export function appendMoreButton(parent: HTMLElement, label: string, appendMore: () => void): void {
  const more = textButton(label, () => {
    const before = more.previousElementSibling;
    more.remove();
    appendMore();
    const first = before === null ? parent.firstElementChild : before.nextElementSibling;
    const target = first?.matches('details') === true ? first.querySelector('summary') : first;
    if (target instanceof HTMLElement) {
      if (target.tabIndex < 0) {
        target.tabIndex = -1;
      }
      target.focus({ preventScroll: true });
    }
  });
  parent.append(more);
}

function nameParts(name: string | undefined): readonly HTMLElement[] {
  return name === undefined ? [] : [element('span', { class: 'json-name', text: name }), element('span', { class: 'json-punctuation', text: ': ' })];
}

function leafValue(value: null | boolean | number | string | WrittenNumber): HTMLElement {
  if (typeof value === 'string') {
    return stringValue(value);
  }
  const text = value instanceof WrittenNumber ? value.text : String(value);
  return element('span', { class: value === null || typeof value === 'boolean' ? 'json-word' : 'json-number', text });
}

/** In quotes with escapes, so that control characters can be seen. */
function stringValue(value: string): HTMLElement {
  const shown = element('span', { class: 'json-string' });
  const appendFrom = (start: number) => {
    const end = endOfCut(value, start, stringChunk);
    const written = JSON.stringify(value.slice(start, end)).slice(1, -1);
    shown.append(element('span', { text: `${start === 0 ? '"' : ''}${written}${end === value.length ? '"' : ''}` }));
    if (end < value.length) {
      appendMoreButton(shown, `Show more of ${value.length.toLocaleString()} characters`, () => appendFrom(end));
    }
  };
  appendFrom(0);
  return shown;
}
