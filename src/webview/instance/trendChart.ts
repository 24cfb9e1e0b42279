import uPlot from 'uplot';
import type { Trend } from '../../model/trend';
import { element } from '../elements';
import { axisTexts } from './axisTexts';
import { chartColumns, lonePoints, pointAt, valueRange, type ChartColumns } from './chartData';
import type { ChartPicture } from './chartImage';
import { drawMarks, markSizePx } from './eventMarks';
import type { ChartLimit, ChartMark } from './instanceMessages';
import { drawBands, drawLimitLabels } from './limitBands';
import type { ThemeColours } from './themeColours';

const heightPx = 200;
/** Steady values shall look steady: less than this is not stretched over the whole height. */
const leastSpanNs = 20;
const topPx = markSizePx + 4;
/** So few points are all shown as such. */
const fewPoints = 60;
const [axisPx, rightPx] = [68, 30];
/** What of the width of a chart is no part of its picture. */
export const chartMarginPx = axisPx + rightPx;
const dayMs = 86_400_000;
const shortSpanMs = 300_000;

/** What a chart draws. Times are milliseconds since the epoch, values nanoseconds. */
export interface TrendDrawing {
  readonly fromMs: number;
  readonly toMs: number;
  readonly trend: Trend;
  readonly limits: readonly ChartLimit[];
  readonly marks: readonly ChartMark[];
}

export interface TrendChartHandlers {
  /** The pointer is over a time, or has left. */
  onHover(atMs: number | undefined): void;
  /** A span was chosen with the pointer. */
  onSelect(fromMs: number, toMs: number): void;
  /** The picture was clicked twice. */
  onReset(): void;
}

const nothing: TrendDrawing = { fromMs: 0, toMs: 1, trend: { at: [], min: [], mean: [], max: [], count: [], stepMs: 0, gaps: [] }, limits: [], marks: [] };

/** The least and the greatest value that a drawing shows, in nanoseconds. */
export function shownRange({ trend, limits }: Pick<TrendDrawing, 'trend' | 'limits'>): readonly [number, number] {
  return valueRange(trend, limits, leastSpanNs);
}

/** A line of means in a band from the least to the greatest values, with limits and marks of events. Draws on a canvas: its values are told in words elsewhere. */
export class TrendChart {
  readonly element = element('div', { class: 'chart-canvas', attributes: { 'aria-hidden': 'true' } });
  readonly #handlers: TrendChartHandlers;
  #drawing = nothing;
  /** Indices of the points that no line would show. */
  #lone: number[] = [];
  #colours: ThemeColours;
  #plot: uPlot | undefined;
  #isMovingCursor = false;

  constructor(colours: ThemeColours, handlers: TrendChartHandlers) {
    this.#colours = colours;
    this.#handlers = handlers;
    new ResizeObserver(() => this.#fit()).observe(this.element);
  }

  show(drawing: TrendDrawing): void {
    this.#drawing = drawing;
    const columns = chartColumns(drawing.trend);
    this.#lone = lonePoints(columns);
    if (this.#plot === undefined) {
      this.#make(columns);
    } else {
      this.#plot.setData(columns);
    }
  }

  /** The theme has changed: a canvas keeps the colours that it was drawn with. */
  setColours(colours: ThemeColours): void {
    this.#colours = colours;
    if (this.#plot !== undefined) {
      this.#plot.destroy();
      this.#make(chartColumns(this.#drawing.trend));
    }
  }

  /** Puts the vertical line at a time, or takes it away. */
  setCursor(atMs: number | undefined): void {
    const plot = this.#plot;
    if (plot === undefined) {
      return;
    }
    this.#isMovingCursor = true;
    const left = atMs === undefined ? -10 : plot.valToPos(atMs / 1000, 'x');
    plot.setCursor({ left, top: atMs === undefined ? -10 : 0 });
    this.#isMovingCursor = false;
  }

  /** The index of the point that tells of a time, as near as the pointer can point; `undefined` where nothing is known. */
  indexAt(atMs: number): number | undefined {
    const { fromMs, toMs, trend } = this.#drawing;
    const widthPx = this.element.clientWidth - chartMarginPx;
    return pointAt(trend, atMs, widthPx > 0 ? (toMs - fromMs) / widthPx / 2 : 0);
  }

  /** As it is drawn; `undefined` before there was anything to draw. */
  get picture(): ChartPicture | undefined {
    return this.#plot === undefined ? undefined : { canvas: this.#plot.ctx.canvas, left: this.#plot.bbox.left, width: this.#plot.bbox.width };
  }

  #fit(): void {
    const width = this.element.clientWidth;
    if (this.#plot !== undefined && width > 0 && width !== this.#plot.width) {
      this.#plot.setSize({ width, height: heightPx });
    }
  }

  #make(columns: ChartColumns): void {
    const colours = this.#colours;
    const axis: uPlot.Axis = { stroke: colours.quiet, font: colours.font, grid: { stroke: colours.grid, width: 1 }, ticks: { stroke: colours.grid, width: 1, size: 5 } };
    const quiet: uPlot.Series = { stroke: colours.band, width: 0, points: { show: false } };
    this.#plot = new uPlot(
      {
        width: Math.max(1, this.element.clientWidth),
        height: heightPx,
        padding: [topPx, rightPx, 0, 0],
        legend: { show: false },
        scales: {
          x: { range: () => [this.#drawing.fromMs / 1000, this.#drawing.toMs / 1000] },
          y: { range: () => [...shownRange(this.#drawing)] },
        },
        axes: [{ ...axis, space: 90, size: 32, values: (_plot, seconds) => this.#timeTexts(seconds) }, { ...axis, size: axisPx, values: (_plot, values) => axisTexts(values) }],
        series: [{}, quiet, { stroke: colours.line, width: 1.5, points: { show: (plot) => plot.data[0].length < fewPoints, filter: (_plot, _series, areAllShown) => (areAllShown ? null : this.#lone) } }, quiet],
        bands: [{ series: [3, 1], fill: colours.band }],
        cursor: { y: false, dataIdx: (_plot, _series, index, seconds) => (this.indexAt(seconds * 1000) === undefined ? null : index), drag: { x: true, y: false, setScale: false }, points: { size: 6 }, bind: { dblclick: () => () => this.#reset() } },
        hooks: {
          drawClear: [(plot) => drawBands(plot, this.#drawing.limits, this.#colours, uPlot.pxRatio)],
          draw: [(plot) => this.#drawOver(plot)],
          setCursor: [(plot) => this.#tellHover(plot)],
          setSelect: [(plot) => this.#tellSelect(plot)],
        },
      },
      columns,
      this.element,
    );
  }

  /** In the person's locale; with the date when days are shown, with seconds when only minutes are. */
  #timeTexts(seconds: readonly number[]): string[] {
    const spanMs = this.#drawing.toMs - this.#drawing.fromMs;
    const format: Intl.DateTimeFormatOptions =
      spanMs > 2 * dayMs ? { month: 'short', day: 'numeric', hour: '2-digit' } : { hour: '2-digit', minute: '2-digit', ...(spanMs < shortSpanMs && { second: '2-digit' }) };
    return seconds.map((second) => new Date(second * 1000).toLocaleString(undefined, format));
  }

  #tellHover(plot: uPlot): void {
    const { left = -1 } = plot.cursor;
    if (!this.#isMovingCursor) {
      this.#handlers.onHover(left < 0 ? undefined : plot.posToVal(left, 'x') * 1000);
    }
  }

  #tellSelect(plot: uPlot): void {
    const { left, width } = plot.select;
    if (width > 0) {
      this.#handlers.onSelect(plot.posToVal(left, 'x') * 1000, plot.posToVal(left + width, 'x') * 1000);
      plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    }
  }

  #reset(): null {
    this.#handlers.onReset();
    return null;
  }

  #drawOver(plot: uPlot): void {
    drawMarks(plot, this.#drawing.marks, this.#colours, uPlot.pxRatio);
    drawLimitLabels(plot, this.#drawing.limits, this.#colours, uPlot.pxRatio);
  }
}
