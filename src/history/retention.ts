/** How long what is kept. When the file outgrows `maxMegabytes`, all of it reaches back less far, in proportion. */
export interface Retention {
  /** Points as they came. */
  readonly rawHours: number;
  /** One minimum, mean and maximum a minute. */
  readonly minuteDays: number;
  /** One minimum, mean and maximum an hour; also port states and events. */
  readonly hourDays: number;
  readonly maxMegabytes: number;
}

export const defaultRetention: Retention = Object.freeze({ rawHours: 24, minuteDays: 31, hourDays: 365, maxMegabytes: 500 });
