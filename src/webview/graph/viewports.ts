import type { Viewport } from './graphMessages';
import type { Box } from './topologyLayout';

/** Size of what is looked through, in CSS pixels. */
export interface ViewSize {
  readonly width: number;
  readonly height: number;
}

const smallestScale = 0.05;
const largestScale = 4;
/** Free space around a drawing that fits, and around a node that is brought into sight; CSS pixels. */
const margin = 16;
/** At least so much of the drawing stays in sight; CSS pixels. */
const remnant = 48;

/** All of the drawing, from its top, not larger than life. */
export function fitAll(drawing: ViewSize, view: ViewSize): Viewport {
  const scale = clampScale(Math.min(1, (view.width - 2 * margin) / drawing.width, (view.height - 2 * margin) / drawing.height));
  return { scale, x: (drawing.width - view.width / scale) / 2, y: -margin / scale };
}

/** The width of the drawing, from its top: what can be read of one that is too tall to be read as a whole. */
export function fitWidth(drawing: ViewSize, view: ViewSize): Viewport {
  const scale = clampScale(Math.min(1, (view.width - 2 * margin) / drawing.width));
  return { scale, x: (drawing.width - view.width / scale) / 2, y: -margin / scale };
}

/** Larger or smaller by a factor; the point that is at `at` (CSS pixels in the view) stays there. */
export function zoomed({ x, y, scale }: Viewport, factor: number, at: { readonly x: number; readonly y: number }): Viewport {
  const next = clampScale(scale * factor);
  return { scale: next, x: x + at.x / scale - at.x / next, y: y + at.y / scale - at.y / next };
}

/** Moved by CSS pixels; some of the drawing stays in sight. */
export function panned({ x, y, scale }: Viewport, by: { readonly x: number; readonly y: number }, drawing: ViewSize, view: ViewSize): Viewport {
  return {
    scale,
    x: clamp(x + by.x / scale, (remnant - view.width) / scale, drawing.width - remnant / scale),
    y: clamp(y + by.y / scale, (remnant - view.height) / scale, drawing.height - remnant / scale),
  };
}

/** Moved as little as needed for a box to be in sight. */
export function revealing(viewport: Viewport, box: Box, view: ViewSize): Viewport {
  const { scale } = viewport;
  const free = margin / scale;
  const along = (from: number, start: number, length: number, seen: number): number =>
    start - free < from ? start - free : start + length + free > from + seen ? Math.min(start - free, start + length + free - seen) : from;
  return { scale, x: along(viewport.x, box.x, box.width, view.width / scale), y: along(viewport.y, box.y, box.height, view.height / scale) };
}

function clampScale(scale: number): number {
  return clamp(scale, smallestScale, largestScale);
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(Math.min(low, high), Math.min(Math.max(low, high), value));
}
