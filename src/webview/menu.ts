import { element, setAttribute } from './elements';

/** An entry of a menu: something to do, or a switch, which leaves the menu open. */
export type MenuEntry =
  | { readonly label: string; readonly isDisabled?: boolean; choose(): void }
  | {
      readonly label: string;
      readonly isChecked: boolean;
      /** Returns the new state. */
      toggle(): boolean;
    };

/** Where a menu opens: below an element, or at a point of the page. */
export type MenuPlace = { readonly below: Element } | { readonly x: number; readonly y: number };

/** The menu that is open, if any. One page has one at a time. */
let closeOpenMenu: ((returnsFocus: boolean) => void) | undefined;

/** Opens a menu and puts the focus into it; `returnTo` gets it back. */
export function openMenu(label: string, entries: readonly MenuEntry[], place: MenuPlace, returnTo: () => void): void {
  closeOpenMenu?.(false);
  const items = entries.map(menuItem);
  const menu = element('div', { class: 'menu', attributes: { role: 'menu', 'aria-label': label } }, items);
  const abort = new AbortController();
  const close = (returnsFocus: boolean) => {
    abort.abort();
    menu.remove();
    closeOpenMenu = undefined;
    if (returnsFocus) {
      returnTo();
    }
  };
  closeOpenMenu = close;
  const choose = (item: Element | null) => {
    const index = items.findIndex((candidate) => candidate === item);
    const [chosen, entry] = [items[index], entries[index]];
    if (chosen === undefined || entry === undefined) {
      return;
    }
    if ('toggle' in entry) {
      chosen.setAttribute('aria-checked', String(entry.toggle()));
    } else if (entry.isDisabled !== true) {
      close(true);
      entry.choose();
    }
  };
  menu.addEventListener('click', (event) => choose(event.target instanceof Element ? event.target.closest('.menu-item') : null));
  menu.addEventListener('keydown', (event) => {
    // Keys in a menu are not for what lies below it.
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      close(true);
    } else if (event.key === 'Enter' || event.key === ' ') {
      choose(document.activeElement);
    } else if (!focusByKey(items, event.key)) {
      return;
    }
    event.preventDefault();
  });
  menu.addEventListener('contextmenu', (event) => event.preventDefault());
  document.addEventListener('pointerdown', (event) => (event.target instanceof Node && menu.contains(event.target) ? undefined : close(false)), { signal: abort.signal, capture: true });
  window.addEventListener('blur', () => close(false), { signal: abort.signal });
  window.addEventListener('resize', () => close(false), { signal: abort.signal });
  // Into the landmark, as all that can be read.
  (document.querySelector('main') ?? document.body).append(menu);
  moveInto(menu, place);
  items[0]?.focus();
}

function menuItem(entry: MenuEntry): HTMLElement {
  if ('toggle' in entry) {
    return element('div', { class: 'menu-item', text: entry.label, attributes: { role: 'menuitemcheckbox', tabindex: '-1', 'aria-checked': String(entry.isChecked) } });
  }
  const item = element('div', { class: 'menu-item', text: entry.label, attributes: { role: 'menuitem', tabindex: '-1' } });
  setAttribute(item, 'aria-disabled', entry.isDisabled === true ? 'true' : undefined);
  return item;
}

/** Moves the focus as the key says; false when it is no key of a menu. */
function focusByKey(items: readonly HTMLElement[], key: string): boolean {
  const current = items.findIndex((item) => item === document.activeElement);
  const target = targetOfKey(items, current, key);
  items[target ?? -1]?.focus();
  return target !== undefined;
}

function targetOfKey(items: readonly HTMLElement[], current: number, key: string): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (current + 1) % items.length;
    case 'ArrowUp':
      return (current - 1 + items.length) % items.length;
    case 'Home':
      return 0;
    case 'End':
      return items.length - 1;
    default:
      return key.length === 1 ? itemBeginningWith(items, current, key) : undefined;
  }
}

function itemBeginningWith(items: readonly HTMLElement[], current: number, letter: string): number | undefined {
  const order = items.map((_, offset) => (current + 1 + offset) % items.length);
  return order.find((index) => items[index]?.textContent.toLowerCase().startsWith(letter.toLowerCase()));
}

function moveInto(menu: HTMLElement, place: MenuPlace): void {
  const anchor = 'below' in place ? place.below.getBoundingClientRect() : undefined;
  const wanted = anchor === undefined ? ('x' in place ? place : { x: 0, y: 0 }) : { x: anchor.left, y: anchor.bottom };
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(0, Math.min(wanted.x, window.innerWidth - width - 4))}px`;
  menu.style.top = `${Math.max(0, Math.min(wanted.y, window.innerHeight - height - 4))}px`;
}
