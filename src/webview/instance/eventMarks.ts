import type uPlot from 'uplot';
import type { Severity } from '../../model/severity';
import { severityShapes } from '../graph/severityMark';
import type { ChartMark } from './instanceMessages';
import type { ThemeColours } from './themeColours';

/** Height of the marks above a chart. */
export const markSizePx = 11;
/** The square that the shapes of severities are drawn in. */
const shapeUnits = 16;

/** A line for each event, with the shape of its severity at its top, which tells how bad it is without its colour. */
export function drawMarks(plot: uPlot, marks: readonly ChartMark[], colours: ThemeColours, scale: number): void {
  const { ctx, bbox } = plot;
  const size = markSizePx * scale;
  const paths = new Map<Severity, { readonly outline: Path2D; readonly sign: Path2D }>();
  ctx.save();
  for (const { at, severity } of marks) {
    const x = Math.round(plot.valToPos(at / 1000, 'x', true)) + 0.5;
    if (x < bbox.left || x > bbox.left + bbox.width) {
      continue;
    }
    const { outline, sign, isFilled } = severityShapes[severity];
    const drawn = paths.get(severity) ?? { outline: new Path2D(outline), sign: new Path2D(sign) };
    paths.set(severity, drawn);
    ctx.strokeStyle = colours.severity(severity);
    ctx.fillStyle = isFilled ? colours.severity(severity) : colours.background;
    ctx.lineWidth = scale;
    ctx.globalAlpha = 0.5;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.save();
    ctx.translate(x - size / 2, bbox.top - size - scale);
    ctx.scale(size / shapeUnits, size / shapeUnits);
    ctx.lineWidth = 2;
    ctx.fill(drawn.outline);
    ctx.stroke(drawn.outline);
    ctx.strokeStyle = isFilled ? colours.background : colours.severity(severity);
    ctx.stroke(drawn.sign);
    ctx.restore();
  }
  ctx.restore();
}
