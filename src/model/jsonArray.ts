/** Values as a JSON array, each on a line of its own; a chunk for each. */
export function* jsonArrayChunks(values: Iterable<object>): Generator<string> {
  let separator = '[\n';
  for (const value of values) {
    yield `${separator}${JSON.stringify(value)}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/** Milliseconds since the epoch as `2026-11-23T12:00:00.000Z`. */
export function isoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
