/**
 * Rows of numbers as bytes, as small as they are: a row is a key (16 bits), then half a byte for each value that says how it is written, then the values.
 * Values come back exactly as they were given; NaN stands for an absent one.
 */

/** How a value is written; the position is what the half byte says. Thousandths: of a nanosecond, what devices print at most. */
const sizes = [0, 1, 2, 4, 2, 4, 8] as const;
const absent = 0;
const int8 = 1;
const int16 = 2;
const int32 = 3;
const thousandths16 = 4;
const thousandths32 = 5;
const float64 = 6;

export interface PackedRow {
  /** From 0 to 65,535. */
  readonly key: number;
  readonly values: ArrayLike<number>;
}

/** The bytes of rows that have `width` values each; `width` is even. */
export function packRows(rows: readonly PackedRow[], width: number): Uint8Array {
  const bytes = new Uint8Array(rows.length * (2 + width / 2 + 8 * width));
  const view = new DataView(bytes.buffer);
  let end = 0;
  for (const { key, values } of rows) {
    view.setUint16(end, key, true);
    let at = end + 2 + width / 2;
    for (let i = 0; i < width; i++) {
      const value = values[i] ?? Number.NaN;
      const kind = kindOf(value);
      const kindAt = end + 2 + (i >> 1);
      view.setUint8(kindAt, view.getUint8(kindAt) | (i % 2 === 0 ? kind : kind << 4));
      write(view, at, kind, value);
      at += sizes[kind];
    }
    end = at;
  }
  return bytes.slice(0, end);
}

type Kind = 0 | 1 | 2 | 3 | 4 | 5 | 6;

function kindOf(value: number): Kind {
  if (Number.isNaN(value)) {
    return absent;
  }
  if (Number.isInteger(value)) {
    if (value >= -0x80 && value < 0x80) {
      return int8;
    }
    if (value >= -0x8000 && value < 0x8000) {
      return int16;
    }
    return value >= -0x8000_0000 && value < 0x8000_0000 ? int32 : float64;
  }
  const thousandths = Math.round(value * 1000);
  if (thousandths / 1000 !== value || Math.abs(thousandths) >= 0x8000_0000) {
    return float64;
  }
  return Math.abs(thousandths) < 0x8000 ? thousandths16 : thousandths32;
}

function write(view: DataView, at: number, kind: Kind, value: number): void {
  switch (kind) {
    case absent:
      break;
    case int8:
      view.setInt8(at, value);
      break;
    case int16:
      view.setInt16(at, value, true);
      break;
    case int32:
      view.setInt32(at, value, true);
      break;
    case thousandths16:
      view.setInt16(at, Math.round(value * 1000), true);
      break;
    case thousandths32:
      view.setInt32(at, Math.round(value * 1000), true);
      break;
    case float64:
      view.setFloat64(at, value, true);
      break;
  }
}

/**
 * Calls `visit` for each row in the order of the bytes, with the values from `first` on, `count` of them, in an array that is used again for the next row.
 * Bytes that make no sense end it; it never throws.
 */
export function unpackRows(bytes: Uint8Array, width: number, first: number, count: number, visit: (key: number, values: Float64Array) => void): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(count);
  const headSize = 2 + width / 2;
  let start = 0;
  while (start + headSize <= bytes.length) {
    let at = start + headSize;
    for (let i = 0; i < width; i++) {
      const kind = ((bytes[start + 2 + (i >> 1)] ?? 0) >> (i % 2 === 0 ? 0 : 4)) & 0xf;
      const size = sizes[kind];
      if (size === undefined || at + size > bytes.length) {
        return;
      }
      const wanted = i - first;
      if (wanted >= 0 && wanted < count) {
        values[wanted] = read(view, at, kind);
      }
      at += size;
    }
    visit(view.getUint16(start, true), values);
    start = at;
  }
}

function read(view: DataView, at: number, kind: number): number {
  switch (kind) {
    case int8:
      return view.getInt8(at);
    case int16:
      return view.getInt16(at, true);
    case int32:
      return view.getInt32(at, true);
    case thousandths16:
      return view.getInt16(at, true) / 1000;
    case thousandths32:
      return view.getInt32(at, true) / 1000;
    case float64:
      return view.getFloat64(at, true);
    default:
      return Number.NaN;
  }
}
