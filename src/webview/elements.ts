/** What an element starts with. */
export interface ElementOptions {
  readonly class?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Makes an element. Texts become text nodes only: nothing that comes from a device is ever read as HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: ElementOptions = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (options.class !== undefined) {
    made.className = options.class;
  }
  setAttributes(made, options.attributes);
  if (options.text !== undefined) {
    made.textContent = options.text;
  }
  made.append(...children);
  return made;
}

/** Makes an element of a drawing. */
export function svgElement<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Readonly<Record<string, string>>): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(made, attributes);
  return made;
}

/** Changes the text only when it differs, so that an update without news leaves the page alone. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

/** Changes the attribute only when it differs; `undefined` removes it. */
export function setAttribute(target: Element, name: string, value: string | undefined): void {
  if (value === undefined) {
    target.removeAttribute(name);
  } else if (target.getAttribute(name) !== value) {
    target.setAttribute(name, value);
  }
}

function setAttributes(target: Element, attributes: Readonly<Record<string, string>> = {}): void {
  for (const [name, value] of Object.entries(attributes)) {
    target.setAttribute(name, value);
  }
}
