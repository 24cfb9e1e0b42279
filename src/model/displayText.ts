/** `\r\n`, `\n`, `\r`, NEL, line and paragraph separator. */
const lineBreak = /\r\n|[\n\r\u0085\u2028\u2029]/gu;

/**
 * Characters that are not seen themselves and change how others are read or compared: controls, bidirectional and other format characters,
 * fillers, half surrogate pairs. Tab and line feed are left to the callers. Joiners stay where scripts and emoji need them.
 */
const unseen =
  /((?<=[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200C\u200D](?=[\p{L}\p{Extended_Pictographic}]))|[\p{Cf}\p{Cs}\u115F\u1160\u2028\u2029\u3164\uFFA0]|\u034F|\u17B4|\u17B5|[\u180B-\u180F]|(?![\t\n])\p{Cc}/gu;
/** No script stacks so many marks on a letter; more of them would reach into the rows above and below. */
const stackedMarks = /(\p{M}{8})\p{M}+/gu;
const plainLine = /^[\x20-\x7e]*$/;
const plainText = /^[\t\n\x20-\x7e]*$/;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** UTF-16 units before a cut in which the beginning of its grapheme is looked for. */
const graphemeWindow = 64;

/**
 * A text of a device for one line of at most `maxLength` UTF-16 units: line breaks as `⏎`, controls as their symbols (`␀`), invisible
 * and bidirectional characters as `‹U+202E›`; a longer one ends in `…`, never in the middle of a character. Looks only at what it needs.
 */
export function singleLine(text: string, maxLength: number): string {
  // Nothing becomes shorter by more than half: `\r\n` becomes one character.
  const head = text.length > 2 * maxLength + 2 ? text.slice(0, 2 * maxLength + 2) : text;
  const line = plainLine.test(head) ? head : visible(head.replace(lineBreak, '⏎')).replaceAll('\t', '␉');
  return line.length <= maxLength && head.length === text.length ? line : `${line.slice(0, startOfGrapheme(line, maxLength - 1))}…`;
}

/** A text of a device for several lines: like {@link singleLine}, but whole, with its tabs, and with every line break as `\n`. */
export function multiLine(text: string): string {
  return plainText.test(text) ? text : visible(text.replace(lineBreak, '\n'));
}

function visible(text: string): string {
  return text.replace(unseen, symbolOf).replace(stackedMarks, '$1…');
}

function symbolOf(character: string, joiner: string | undefined): string {
  if (joiner !== undefined) {
    return joiner;
  }
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) {
    return String.fromCharCode(0x2400 + code);
  }
  return code === 0x7f ? '␡' : `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
}

/** The last index up to `index` at which a grapheme begins. */
function startOfGrapheme(text: string, index: number): number {
  if (index <= 0) {
    return 0;
  }
  const from = Math.max(0, index - graphemeWindow);
  const grapheme = graphemes.segment(text.slice(from, index + graphemeWindow)).containing(index - from);
  return grapheme === undefined ? index : from + grapheme.index;
}
