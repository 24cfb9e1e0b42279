import type { TopologyLayout } from './topologyLayout';

/** Free space around the drawing, in its units. */
const margin = 16;

/** What the style sheet says about a drawing and a file has to say itself. */
const resolvedProperties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'visibility',
  'font-family',
  'font-size',
  'font-weight',
] as const;

/** What XML may not hold in any form: with one of them in a name, no program opens the file. */
const notXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Values that every drawing program takes for granted. */
const defaults: Readonly<Record<string, string>> = {
  'fill-opacity': '1',
  'stroke-opacity': '1',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  opacity: '1',
  visibility: 'visible',
};

/** The whole drawing as a file of its own: colours and fonts as they are now, no style sheet, no script, each node with its words as title. */
export function svgFile(world: SVGGElement, layout: TopologyLayout): string {
  const copy = plainCopy(world);
  copy.removeAttribute('transform');
  const [width, height] = [layout.width + 2 * margin, layout.height + 2 * margin];
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', `${-margin} ${-margin} ${width} ${height}`);
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ x: -margin, y: -margin, width, height, fill: getComputedStyle(document.body).backgroundColor })) {
    ground.setAttribute(name, String(value));
  }
  svg.append(ground, copy);
  return new XMLSerializer().serializeToString(svg).replace(notXml, '\uFFFD');
}

function plainCopy(original: SVGElement): SVGElement {
  const copy = document.createElementNS('http://www.w3.org/2000/svg', original.localName);
  for (const { name, value } of original.attributes) {
    if (!/^(class|role|tabindex|aria-.*|data-.*)$/.test(name)) {
      copy.setAttribute(name, value);
    }
  }
  const style = getComputedStyle(original);
  const isText = original.localName === 'text';
  // A group has no colours, and what it has by chance its parts say themselves.
  for (const property of original.localName === 'g' ? [] : resolvedProperties) {
    const value = style.getPropertyValue(property);
    if (value !== '' && value !== defaults[property] && (isText || !property.startsWith('font-'))) {
      copy.setAttribute(property, value);
    }
  }
  const label = original.getAttribute('aria-label');
  if (label !== null) {
    const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
    title.textContent = label;
    copy.append(title);
  }
  for (const child of original.childNodes) {
    if (child instanceof SVGElement) {
      copy.append(plainCopy(child));
    } else if (child instanceof Text) {
      copy.append(child.data);
    }
  }
  return copy;
}
