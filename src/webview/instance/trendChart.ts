import uPlot from 'uplot';
import type { Trend } from '../../model/trend';
import { element } from '../elements';
import { axisTexts } from './axisTexts';
import { chartColumns, valueRange, type ChartColumns } from './chartData';
import type { ChartLimit, ChartMark } from './instanceMessages';
import type { ThemeColours } from './themeColours';

const heightPx = 180;
/** Steady values shall look steady: less than this is not stretched over the whole height. */
const leastSpanNs = 20;
const markHeightPx = 7;
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

const nothing: TrendDrawing = { fromMs: 0, toMs: 1, trend: { at: [], min: [], mean: [], max: [], count: [], stepMs: 0, gapMs: 0 }, limits: [], marks: [] };

/** A line of means in a band from the least to the greatest values, with limits and marks of events. Draws on a canvas: its values are told in words elsewhere. */
export class TrendChart {
  readonly element = element('div', { class: 'chart-canvas', attributes: { 'aria-hidden': 'true' } });
  readonly #handlers: TrendChartHandlers;
  #drawing = nothing;
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

  /** The picture as it is, on the background of the page. */
  toPng(background: string): string {
    const source = this.#plot?.ctx.canvas;
    const canvas = document.createElement('canvas');
    canvas.width = source?.width ?? 1;
    canvas.height = source?.height ?? 1;
    const context = canvas.getContext('2d');
    if (context !== null && source !== undefined) {
      context.fillStyle = background;
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(source, 0, 0);
    }
    return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
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
        padding: [markHeightPx + 4, rightPx, 0, 0],
        legend: { show: false },
        scales: {
          x: { range: () => [this.#drawing.fromMs / 1000, this.#drawing.toMs / 1000] },
          y: { range: () => [...valueRange(this.#drawing.trend, leastSpanNs)] },
        },
        axes: [{ ...axis, space: 90, size: 32, values: (_plot, seconds) => this.#timeTexts(seconds) }, { ...axis, size: axisPx, values: (_plot, values) => axisTexts(values) }],
        series: [{}, quiet, { stroke: colours.line, width: 1.5, points: { show: this.#arePointsFew() } }, quiet],
        bands: [{ series: [3, 1], fill: colours.band }],
        cursor: { y: false, drag: { x: true, y: false, setScale: false }, points: { size: 6 }, bind: { dblclick: () => () => this.#reset() } },
        hooks: {
          drawClear: [(plot) => this.#drawLimits(plot)],
          draw: [(plot) => this.#drawMarks(plot)],
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

  /** A single point has no line. */
  #arePointsFew(): (plot: uPlot, seriesIndex: number) => boolean {
    return (plot) => plot.data[0].length < 60;
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

  #drawLimits(plot: uPlot): void {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.setLineDash([6, 4]);
    ctx.lineWidth = uPlot.pxRatio;
    for (const { severity, limitNs } of this.#drawing.limits) {
      ctx.strokeStyle = this.#colours.severity(severity);
      for (const value of [limitNs, -limitNs]) {
        const y = Math.round(plot.valToPos(value, 'y', true)) + 0.5;
        ctx.beginPath();
        ctx.moveTo(bbox.left, y);
        ctx.lineTo(bbox.left + bbox.width, y);
        ctx.stroke();
      }
    }
    ctx.restore();
  }

  #drawMarks(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const size = markHeightPx * uPlot.pxRatio;
    ctx.save();
    for (const { at, severity } of this.#drawing.marks) {
      const x = Math.round(plot.valToPos(at / 1000, 'x', true)) + 0.5;
      if (x < bbox.left || x > bbox.left + bbox.width) {
        continue;
      }
      ctx.strokeStyle = this.#colours.severity(severity);
      ctx.fillStyle = this.#colours.severity(severity);
      ctx.globalAlpha = 0.5;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.globalAlpha = 1;
      ctx.beginPath();
      ctx.moveTo(x - size / 2, bbox.top - size);
      ctx.lineTo(x + size / 2, bbox.top - size);
      ctx.lineTo(x, bbox.top);
      ctx.fill();
    }
    ctx.restore();
  }
}
