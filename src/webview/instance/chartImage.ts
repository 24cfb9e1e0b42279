import type { ChartsContent } from './instanceMessages';
import { canvasFont, type ThemeColours } from './themeColours';
import { wrapped } from './wrapped';

const [paddingPx, linePx, ribbonPx] = [16, 22, 20];

/** A chart as it is drawn, and where in it time begins and ends; in the pixels of the canvas. */
export interface ChartPicture {
  readonly canvas: HTMLCanvasElement;
  readonly left: number;
  readonly width: number;
}

/** What an image says that is seen without its page. */
export interface ImageWords {
  /** What is drawn: `Offset from master`. */
  readonly label: string;
  /** Its values and limits in words. */
  readonly summary: string;
}

/** A chart with its place, parameter and time above, and the port's states and the values in words below, as a PNG file in base64. */
export function chartImage({ canvas, left, width }: ChartPicture, charts: ChartsContent, { label, summary }: ImageWords, colours: ThemeColours, scale: number): string {
  const image = document.createElement('canvas');
  const ctx = image.getContext('2d');
  if (ctx === null) {
    throw new Error('The browser gives no canvas to draw on.');
  }
  const [padding, line, ribbon] = [paddingPx * scale, linePx * scale, ribbonPx * scale];
  const plain = canvasFont(colours.font, scale);
  const linesOf = (text: string, font: string): readonly string[] => {
    ctx.font = font;
    return wrapped(text, (words) => ctx.measureText(words).width <= canvas.width);
  };
  const heads = [...linesOf(`${charts.place}: ${label}`, `bold ${plain}`).map((text) => ({ text, font: `bold ${plain}` })), ...linesOf(timesText(charts), plain).map((text) => ({ text, font: plain }))];
  const feet = linesOf(summary, plain).map((text) => ({ text, font: plain }));
  image.width = canvas.width + 2 * padding;
  image.height = Math.ceil(canvas.height + ribbon + line * (heads.length + feet.length) + 3 * padding);
  ctx.fillStyle = colours.background;
  ctx.fillRect(0, 0, image.width, image.height);
  ctx.textBaseline = 'middle';
  let y = padding;
  const write = (lines: readonly { readonly text: string; readonly font: string }[]): void => {
    for (const { text, font } of lines) {
      ctx.font = font;
      ctx.fillStyle = colours.text;
      ctx.fillText(text, padding, y + line / 2);
      y += line;
    }
  };
  write(heads);
  ctx.drawImage(canvas, padding, y);
  y += canvas.height;
  ctx.font = plain;
  drawRibbon(ctx, charts, { left: padding + left, top: y, width, height: ribbon }, colours, scale);
  y += ribbon + padding / 2;
  write(feet);
  return image.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function drawRibbon(ctx: CanvasRenderingContext2D, { spans, fromMs, toMs }: ChartsContent, { left, top, width, height }: Rectangle, colours: ThemeColours, scale: number): void {
  const placeOf = (atMs: number): number => left + (width * (Math.min(toMs, Math.max(fromMs, atMs)) - fromMs)) / Math.max(1, toMs - fromMs);
  for (const { from, to, portState, severity } of spans) {
    const [start, end] = [placeOf(from), placeOf(to)];
    ctx.fillStyle = colours.severity(severity);
    ctx.fillRect(start, top + height - 4 * scale, end - start, 4 * scale);
    if (ctx.measureText(portState).width + 8 * scale < end - start) {
      ctx.fillStyle = colours.text;
      ctx.fillText(portState, start + 4 * scale, top + height / 2 - 2 * scale);
    }
  }
  ctx.lineWidth = scale;
  ctx.strokeStyle = colours.quiet;
  ctx.strokeRect(left, top, width, height);
}

/** With dates and the time zone: an image is looked at on other days and in other places. */
function timesText({ fromMs, toMs }: ChartsContent): string {
  return [fromMs, toMs].map((atMs) => new Date(atMs).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' })).join(' to ');
}
