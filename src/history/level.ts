import { trendParameters } from '../model/trend';

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** How coarse: 0 are points as they came, 1 minutes, 2 hours. */
export type Level = 0 | 1 | 2;

export interface LevelShape {
  /** The unit of the keys of rows, and the width of a point; 1 for raw points, whose keys are milliseconds. */
  readonly recordMs: number;
  /** The width of a block, which is a point of the level above. */
  readonly blockMs: number;
  /** How many values a row has: one for each parameter, or count, minimum, mean and maximum of each. */
  readonly width: number;
}

const parameters = trendParameters.length;

/** By level. The block of a level has the number of the record it becomes in the next one: both count from the epoch. */
export const levels: Readonly<Record<Level, LevelShape>> = {
  0: { recordMs: 1, blockMs: minuteMs, width: parameters },
  1: { recordMs: minuteMs, blockMs: hourMs, width: 4 * parameters },
  2: { recordMs: hourMs, blockMs: dayMs, width: 4 * parameters },
};
