/** Values of a sparkline as an SVG path; gaps interrupt the line, a lone value is a dot. */
export function sparklinePath(values: readonly (number | null)[], width: number, height: number): string {
  const known = values.filter((value) => value !== null);
  const min = Math.min(...known);
  const max = Math.max(...known);
  const stepX = values.length > 1 ? width / (values.length - 1) : 0;
  const parts: string[] = [];
  let isDrawing = false;
  values.forEach((value, index) => {
    if (value === null) {
      isDrawing = false;
      return;
    }
    const x = round(index * stepX);
    const y = round(max > min ? height - ((value - min) / (max - min)) * height : height / 2);
    const isLone = !isDrawing && (values[index + 1] ?? null) === null;
    parts.push(isDrawing ? `L${x} ${y}` : isLone ? `M${x} ${y}h0.01` : `M${x} ${y}`);
    isDrawing = true;
  });
  return parts.join('');
}

/** The line in words: smallest, middle and largest value. */
export function sparklineWords(label: string, unit: string, values: readonly (number | null)[]): string {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (sorted.length === 0) {
    return `${label}: no values yet`;
  }
  const at = (index: number) => `${(sorted[index] ?? Number.NaN).toLocaleString(undefined, { maximumFractionDigits: 0 })} ${unit}`;
  return `${label}: minimum ${at(0)}, median ${at(Math.floor((sorted.length - 1) / 2))}, maximum ${at(sorted.length - 1)}, of the last ${sorted.length.toLocaleString()}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
