const wrapAt = 2 ** 32;
/** More packets than a PTP port of 10 Gbit/s ever handles: a counter that seems to have wrapped and grown faster was set back. */
const fastestPerSecond = 1e6;

/**
 * How fast a counter grew, per second, between two readings `spanMs` apart. A counter of 32 bits may have wrapped in between; one that was set
 * back gives `undefined`, as does a span that is not positive.
 */
export function counterRate(before: number, after: number, spanMs: number): number | undefined {
  if (!(spanMs > 0)) {
    return undefined;
  }
  if (after >= before) {
    return ((after - before) * 1000) / spanMs;
  }
  const wrapped = ((after + wrapAt - before) * 1000) / spanMs;
  return before < wrapAt && wrapped <= fastestPerSecond ? wrapped : undefined;
}
