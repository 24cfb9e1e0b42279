/** A place in a text, both from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Where a text stops being JSON: the first character that cannot stand there, or the end when something is missing. `undefined` when it is JSON.
 * JSON.parse names a position in some of its errors only; the longest beginning of the text that could still become JSON tells it always.
 */
export function findJsonError(text: string): TextPosition | undefined {
  if (isJson(text)) {
    return undefined;
  }
  let viable = 0;
  let broken = text.length + 1;
  while (broken - viable > 1) {
    const middle = Math.floor((viable + broken) / 2);
    if (isViable(text.slice(0, middle))) {
      viable = middle;
    } else {
      broken = middle;
    }
  }
  const before = text.slice(0, viable).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function isJson(text: string): boolean {
  return parseFailure(text) === undefined;
}

/** True when something appended could make it JSON. */
function isViable(beginning: string): boolean {
  const failure = parseFailure(beginning);
  if (failure === undefined || failure.includes('end of JSON input')) {
    return true;
  }
  const [, position] = /at position (\d+)/.exec(failure) ?? [];
  return position !== undefined && Number(position) >= beginning.length;
}

function parseFailure(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}
