/** Severities, worst first. `masked` and `information` stand beside the order and never win over `normal`. */
export const severitiesWorstFirst = ['timeout', 'critical', 'major', 'minor', 'warning', 'normal', 'information', 'masked'] as const;

/** How bad the state of a device, a slot or a PTP instance is. */
export type Severity = (typeof severitiesWorstFirst)[number];

/** The worst of the given severities; `normal` when there are none. */
export function worstSeverity(severities: Iterable<Severity>): Severity {
  let worst: Severity | undefined;
  for (const severity of severities) {
    if (worst === undefined || rank(severity) < rank(worst)) {
      worst = severity;
    }
  }
  return worst ?? 'normal';
}

const ranks = new Map<Severity, number>(severitiesWorstFirst.map((severity, index) => [severity, index]));

/** Position in {@link severitiesWorstFirst}: smaller is worse. */
export function rank(severity: Severity): number {
  return ranks.get(severity) ?? severitiesWorstFirst.length;
}

/** True for what needs somebody: worse than normal. */
export function isFaulty(severity: Severity): boolean {
  return rank(severity) < rank('normal');
}
