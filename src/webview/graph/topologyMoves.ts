import type { Box } from './topologyLayout';

/** Keys that move from node to node. */
export type MoveKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End';

/** Places in the order of the drawing, and what is connected. */
export interface MoveMap {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

/** What is beside counts so much less near than what is straight ahead. */
const sidewaysFactor = 3;

/**
 * The node that a key leads to: left and right along the lines, to the nearest one; where there is none, and up and down, to the next one in that
 * direction. `undefined` when there is nothing.
 */
export function moveTarget({ boxes, edges }: MoveMap, currentId: string, key: MoveKey): string | undefined {
  const current = boxes.get(currentId);
  if (current === undefined || key === 'Home' || key === 'End') {
    const ids = [...boxes.keys()];
    return key === 'End' ? ids.at(-1) : ids[0];
  }
  const others = [...boxes].filter(([id]) => id !== currentId);
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const inColumn = others.filter(([, box]) => box.x < current.x + current.width && current.x < box.x + box.width);
    return nearest(current, inColumn, (box) => (key === 'ArrowUp' ? current.y - box.y : box.y - current.y), (box) => Math.abs(box.x - current.x));
  }
  const ahead = (box: Box): number => (key === 'ArrowLeft' ? middleX(current) - middleX(box) : middleX(box) - middleX(current));
  const beside = (box: Box): number => Math.abs(middleY(box) - middleY(current)) * sidewaysFactor;
  const linked = new Set(edges.flatMap(({ from, to }) => (from === currentId ? [to] : to === currentId ? [from] : [])));
  return nearest(current, others.filter(([id]) => linked.has(id)), ahead, beside) ?? nearest(current, others, ahead, beside);
}

function nearest(current: Box, candidates: readonly (readonly [string, Box])[], ahead: (box: Box) => number, beside: (box: Box) => number): string | undefined {
  let best: { readonly id: string; readonly cost: number } | undefined;
  for (const [id, box] of candidates) {
    const distance = ahead(box);
    const cost = distance + beside(box);
    if (distance > 0 && (best === undefined || cost < best.cost)) {
      best = { id, cost };
    }
  }
  return best?.id;
}

function middleX({ x, width }: Box): number {
  return x + width / 2;
}

function middleY({ y, height }: Box): number {
  return y + height / 2;
}
