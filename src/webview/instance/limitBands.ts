import type uPlot from 'uplot';
import type { Severity } from '../../model/severity';
import type { ChartLimit } from './instanceMessages';
import { limitLabels } from './limitTexts';
import { canvasFont, type ThemeColours } from './themeColours';

/** How strongly what is beyond a limit is filled, mildest first. */
const fillAlphas = [0.1, 0.14, 0.18, 0.22];
/** Dashes and gaps of the lines, in pixels: limits are told apart without their colours, too. */
const dashes: Readonly<Partial<Record<Severity, readonly number[]>>> = { warning: [2, 3], minor: [6, 4], major: [12, 4] };
const labelHeightPx = 15;
const [labelGapPx, haloPx] = [4, 3];

/** Fills what is beyond each limit, up to the next, and draws the limits as lines; below everything else. */
export function drawBands(plot: uPlot, limits: readonly ChartLimit[], { severity: colourOf }: ThemeColours, scale: number): void {
  const { ctx, bbox } = plot;
  const [top, bottom, right] = [bbox.top, bbox.top + bbox.height, bbox.left + bbox.width];
  const placeOf = (valueNs: number): number => Math.min(bottom, Math.max(top, plot.valToPos(valueNs, 'y', true)));
  ctx.save();
  ctx.lineWidth = 1.5 * scale;
  limits.forEach(({ severity, lowNs, highNs }, index) => {
    const next = limits[index + 1];
    ctx.fillStyle = colourOf(severity);
    ctx.strokeStyle = colourOf(severity);
    ctx.setLineDash((dashes[severity] ?? []).map((length) => length * scale));
    for (const [edge, end] of [[placeOf(highNs), next === undefined ? top : placeOf(next.highNs)], [placeOf(lowNs), next === undefined ? bottom : placeOf(next.lowNs)]] as const) {
      ctx.globalAlpha = fillAlphas[index] ?? 1;
      ctx.fillRect(bbox.left, Math.min(edge, end), bbox.width, Math.abs(end - edge));
      ctx.globalAlpha = 1;
      if (edge > top && edge < bottom) {
        ctx.beginPath();
        ctx.moveTo(bbox.left, Math.round(edge) + 0.5);
        ctx.lineTo(right, Math.round(edge) + 0.5);
        ctx.stroke();
      }
    }
  });
  ctx.restore();
}

/** Names each limit, and the next one on either side that is not in view; above everything else, and at the left edge, as the newest values are at the right one. */
export function drawLimitLabels(plot: uPlot, limits: readonly ChartLimit[], colours: ThemeColours, scale: number): void {
  const { ctx, bbox } = plot;
  const left = bbox.left + labelGapPx * scale;
  ctx.save();
  ctx.font = canvasFont(colours.font, scale);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = haloPx * scale;
  ctx.strokeStyle = colours.background;
  ctx.fillStyle = colours.text;
  const area = { top: bbox.top, bottom: bbox.top + bbox.height, labelHeight: labelHeightPx * scale };
  for (const { text, y } of limitLabels(limits, (valueNs) => plot.valToPos(valueNs, 'y', true), area)) {
    ctx.strokeText(text, left, y);
    ctx.fillText(text, left, y);
  }
  ctx.restore();
}
