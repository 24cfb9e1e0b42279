import { formatNs } from '../../model/duration';
import type { ChartLimit } from './instanceMessages';

/** The limits in words: those in view, the next one that is not, and what comes after that. `low` and `high`: what is shown, in nanoseconds. */
export function limitWords(limits: readonly ChartLimit[], [low, high]: readonly [number, number]): string {
  const seen = limits.filter(({ lowNs, highNs }) => highNs <= high || lowNs >= low).map(({ words }) => words);
  const [next, ...later] = limits.slice(seen.length).map(({ words }) => words);
  const beyond = next === undefined ? [] : [[`${next}, not in view`, ...(later.length === 0 ? [] : [`then ${later.join(', ')}`])].join(', ')];
  return [...seen, ...beyond].join(' · ');
}

/** A text and the height of its middle. */
export interface LimitLabel {
  readonly text: string;
  readonly y: number;
}

interface LabelArea {
  readonly top: number;
  readonly bottom: number;
  readonly labelHeight: number;
}

/** What is written at the limits, without two texts in one place. `placeOf`: the height of a value, which grows downwards. */
export function limitLabels(limits: readonly ChartLimit[], placeOf: (valueNs: number) => number, { top, bottom, labelHeight }: LabelArea): readonly LimitLabel[] {
  const half = labelHeight / 2;
  const labels: LimitLabel[] = [];
  const write = (text: string, ...places: readonly number[]): void => {
    const y = places.find((place) => place - half >= top && place + half <= bottom && labels.every((other) => Math.abs(other.y - place) >= labelHeight));
    if (y !== undefined) {
      labels.push({ text, y });
    }
  };
  const highs = limits.map(({ severity, highNs }) => ({ severity, value: formatNs(highNs), y: placeOf(highNs) }));
  const lows = limits.map(({ severity, lowNs }) => ({ severity, value: formatNs(lowNs), y: placeOf(lowNs) }));
  const [passedHigh, passedLow] = [highs.findLast(({ y }) => y >= bottom), lows.findLast(({ y }) => y <= top)];
  const [nextHigh, nextLow] = [highs.find(({ y }) => y <= top), lows.find(({ y }) => y >= bottom)];
  // Where all that is shown is beyond limits of one side, those of the other do not matter.
  if (nextHigh !== undefined && passedLow === undefined) {
    write(`${nextHigh.severity} from ${nextHigh.value}, not in view`, top + half);
  }
  if (nextLow !== undefined && passedHigh === undefined) {
    write(`${nextLow.severity} from ${nextLow.value}, not in view`, bottom - half);
  }
  if (passedHigh !== undefined) {
    write(`beyond ${passedHigh.severity} ${passedHigh.value}`, bottom - half);
  }
  if (passedLow !== undefined) {
    write(`beyond ${passedLow.severity} ${passedLow.value}`, top + half);
  }
  // Beyond the line, else on its good side. The worst first: where lines are too close, it keeps its name.
  for (const [sides, outwards] of [[highs, -half], [lows, half]] as const) {
    for (const { severity, value, y } of sides.filter((side) => side.y > top && side.y < bottom).toReversed()) {
      write(`${severity} ${value}`, y + outwards, y - outwards);
    }
  }
  return labels;
}
