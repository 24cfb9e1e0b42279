import { addTo } from '../../model/multimap';
import type { TopologyNodeDrawing } from './graphMessages';

/** A place in the drawing, in its own units: CSS pixels at a scale of 1. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the places depend on. No value of a device is among it, so a drawing stays as it is when values change. */
export type LaidOutNode = Pick<TopologyNodeDrawing, 'id' | 'kind' | 'deviceId' | 'anchorId' | 'isExpanded'>;

export interface TopologyLayout {
  /** By the id of the node, in the order of the nodes; a device that is drawn whole has the head of its frame. */
  readonly boxes: ReadonlyMap<string, Box>;
  /** Around all of a device, by the id of its node. */
  readonly frames: ReadonlyMap<string, Box>;
  /** Heads of the columns; none where folded devices fill all of them. */
  readonly columns: readonly { readonly label: string; readonly x: number }[];
  /** Folded devices stand side by side: lines between all of them could not be told apart. */
  readonly isDense: boolean;
  readonly width: number;
  readonly height: number;
}

export const nodeWidth = 236;
export const nodeHeight = 42;
const columnGap = 64;
const rowGap = 10;
const rowHeight = nodeHeight + rowGap;
const columnHeadHeight = 28;
const frameHeadHeight = 26;
const framePadding = 10;
const bandGap = 22;
/** Up to this many folded devices stand one below the other, beside what they follow; more of them side by side. */
const foldedInAColumn = 40;
const foldedPerRow = 4;

const columnLabels = ['References', 'Clock cards', 'PSX cards', 'PTP instances', 'Grandmasters and clients'];
const [referenceColumn, clockColumn, cardColumn, instanceColumn, outerColumn] = [0, 1, 2, 3, 4] as const;

/** Places the nodes in columns, from the references to those who take the time, and each device in a band of its own. */
export function layOutTopology(nodes: readonly LaidOutNode[]): TopologyLayout {
  return new LayoutBuilder(nodes).build();
}

class LayoutBuilder {
  readonly #boxes = new Map<string, Box>();
  readonly #frames = new Map<string, Box>();
  readonly #nodes: readonly LaidOutNode[];
  readonly #devices: readonly LaidOutNode[];
  readonly #ofDevice = new Map<string, LaidOutNode[]>();
  readonly #anchored = new Map<string, LaidOutNode[]>();
  #y = columnHeadHeight;

  constructor(nodes: readonly LaidOutNode[]) {
    this.#nodes = nodes;
    this.#devices = nodes.filter(({ kind }) => kind === 'device');
    for (const node of nodes) {
      if (node.kind !== 'device' && node.deviceId !== undefined) {
        addTo(this.#ofDevice, node.deviceId, node);
      }
      if (node.anchorId !== undefined) {
        addTo(this.#anchored, node.anchorId, node);
      }
    }
  }

  build(): TopologyLayout {
    const isDense = this.#devices.filter(({ isExpanded }) => isExpanded !== true).length > foldedInAColumn;
    const perRow = isDense ? foldedPerRow : 1;
    let run: LaidOutNode[] = [];
    for (const device of this.#devices) {
      if (device.isExpanded === true) {
        this.#placeFolded(run, perRow);
        run = [];
        this.#placeWhole(device);
      } else {
        run.push(device);
      }
    }
    this.#placeFolded(run, perRow);
    const width = columnX(outerColumn) + nodeWidth + framePadding;
    const boxes = new Map(this.#nodes.flatMap(({ id }) => {
      const box = this.#boxes.get(id);
      return box === undefined ? [] : [[id, box] as const];
    }));
    const columns = this.#boxes.size === 0 || (isDense && this.#frames.size === 0) ? [] : columnLabels.map((label, column) => ({ label, x: columnX(column) }));
    return { boxes, frames: this.#frames, columns, isDense, width, height: this.#y };
  }

  #placeWhole(device: LaidOutNode): void {
    const parts = this.#ofDevice.get(device.deviceId ?? '') ?? [];
    const top = this.#y + frameHeadHeight + framePadding;
    const clocks = parts.filter(({ kind }) => kind === 'clock');
    const cards = parts.filter(({ kind }) => kind === 'card');
    const clockRows = sumOf(clocks, (clock) => Math.max(1, this.#anchoredTo(clock).length));
    const cardRows = sumOf(cards, (card) => this.#rowsOfCard(card));
    const rows = Math.max(1, clockRows, cardRows);
    let row = (rows - clockRows) / 2;
    for (const clock of clocks) {
      const references = this.#anchoredTo(clock);
      references.forEach((reference, index) => this.#place(reference, referenceColumn, top, row + index));
      const taken = Math.max(1, references.length);
      this.#place(clock, clockColumn, top, row + (taken - 1) / 2);
      row += taken;
    }
    row = (rows - cardRows) / 2;
    for (const card of cards) {
      const taken = this.#rowsOfCard(card);
      this.#place(card, cardColumn, top, row + (taken - 1) / 2);
      let instanceRow = row;
      for (const instance of this.#anchoredTo(card)) {
        const outer = this.#anchoredTo(instance);
        outer.forEach((node, index) => this.#place(node, outerColumn, top, instanceRow + index));
        const instanceRows = Math.max(1, outer.length);
        this.#place(instance, instanceColumn, top, instanceRow + (instanceRows - 1) / 2);
        instanceRow += instanceRows;
      }
      row += taken;
    }
    const frame = { x: 0, y: this.#y, width: columnX(instanceColumn) + nodeWidth + framePadding, height: frameHeadHeight + framePadding + rows * rowHeight - rowGap + framePadding };
    this.#frames.set(device.id, frame);
    this.#boxes.set(device.id, { ...frame, height: frameHeadHeight });
    this.#y += frame.height + bandGap;
  }

  #placeFolded(devices: readonly LaidOutNode[], perRow: number): void {
    for (let index = 0; index < devices.length; index += perRow) {
      const side = devices.slice(index, index + perRow);
      const outer = side.flatMap((device) => this.#anchoredTo(device));
      const rows = Math.max(1, outer.length);
      side.forEach((device, place) => this.#place(device, perRow === 1 ? instanceColumn : place, this.#y, (rows - 1) / 2));
      outer.forEach((node, place) => this.#place(node, outerColumn, this.#y, place));
      this.#y += rows * rowHeight;
    }
    this.#y += devices.length === 0 ? 0 : bandGap - rowGap;
  }

  #rowsOfCard(card: LaidOutNode): number {
    return Math.max(1, sumOf(this.#anchoredTo(card), (instance) => Math.max(1, this.#anchoredTo(instance).length)));
  }

  #anchoredTo({ id }: LaidOutNode): readonly LaidOutNode[] {
    return this.#anchored.get(id) ?? [];
  }

  #place({ id }: LaidOutNode, column: number, top: number, row: number): void {
    this.#boxes.set(id, { x: columnX(column), y: top + row * rowHeight, width: nodeWidth, height: nodeHeight });
  }
}

/** A line from who gives time to who takes it, and the tip of its arrow; `towards`: 1 when it arrives from the left, −1 from the right. */
export interface EdgeShape {
  readonly path: string;
  readonly tip: { readonly x: number; readonly y: number; readonly towards: 1 | -1 };
}

/** Length of an arrow; the line ends where it begins. */
export const arrowLength = 8;

/** The line between two boxes: it leaves to the side on which the other one is, and loops on the right within a column. */
export function edgeShape(from: Box, to: Box): EdgeShape {
  const [fromY, toY] = [from.y + from.height / 2, to.y + to.height / 2];
  const isForward = to.x >= from.x + from.width;
  const isBackward = to.x + to.width <= from.x;
  const start = isBackward ? from.x : from.x + from.width;
  const towards = isForward ? 1 : -1;
  const tip = isForward ? to.x : to.x + to.width;
  const end = tip - towards * arrowLength;
  const bend = isForward || isBackward ? Math.max(16, Math.abs(end - start) / 2) : columnGap * 0.6;
  const leave = isBackward ? start - bend : start + bend;
  return { path: `M${start} ${fromY}C${leave} ${fromY} ${end - towards * bend} ${toY} ${end} ${toY}`, tip: { x: tip, y: toY, towards } };
}

function columnX(column: number): number {
  return framePadding + column * (nodeWidth + columnGap);
}

function sumOf<T>(members: readonly T[], sizeOf: (member: T) => number): number {
  return members.reduce((sum, member) => sum + sizeOf(member), 0);
}
