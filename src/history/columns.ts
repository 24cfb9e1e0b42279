import type { VisitPoint } from './fold';

/** Collects points as the columns of a trend. */
export class Columns {
  readonly all = { at: [] as number[], min: [] as number[], mean: [] as number[], max: [] as number[], count: [] as number[] };

  readonly add: VisitPoint = (at, count, min, mean, max) => {
    this.all.at.push(at);
    this.all.min.push(min);
    this.all.mean.push(mean);
    this.all.max.push(max);
    this.all.count.push(count);
  };
}
