/**
 * A JSON text with line breaks and indentation, and nothing else changed: numbers stay as they were written, members keep their order.
 * `undefined` when it is not JSON, or too long with its blanks.
 */
export function prettyJson(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  try {
    return indented(text);
  } catch (error) {
    // Longer than a string can be.
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

function indented(text: string): string {
  const pieces: string[] = [];
  let depth = 0;
  const lineBreak = (): string => `\n${'  '.repeat(Math.min(depth, deepestIndent))}`;
  let former = '';
  for (const [token] of text.matchAll(tokens)) {
    const closes = token === '}' || token === ']';
    const opened = former === '{' || former === '[';
    depth -= closes ? 1 : 0;
    if (closes ? !opened : opened || former === ',') {
      pieces.push(lineBreak());
    }
    pieces.push(token === ':' ? ': ' : token);
    depth += token === '{' || token === '[' ? 1 : 0;
    former = token;
  }
  return pieces.join('');
}

/** Deeper levels would be more blanks than text. */
const deepestIndent = 100;

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
