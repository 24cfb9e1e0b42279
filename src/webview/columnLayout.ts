import type { ColumnConfig } from './tableConfig';

/** Narrowest and widest that the user can make a column, in CSS pixels. */
export const minColumnWidthPx = 32;
export const maxColumnWidthPx = 2000;

/** What the user wants of the columns. */
export interface ColumnWishes {
  /** Absent: as the configuration says. */
  readonly hiddenColumns?: readonly string[];
  /** CSS pixels by column. */
  readonly widths: Readonly<Record<string, number>>;
}

/** A column that is shown. */
export interface ShownColumn {
  readonly column: ColumnConfig;
  /** Index in the configuration, and in the cells of a row. */
  readonly index: number;
}

/** Ids of the columns that are hidden whatever the width of the page. */
export function hiddenColumnIds(columns: readonly ColumnConfig[], wishes: ColumnWishes): readonly string[] {
  return wishes.hiddenColumns ?? columns.filter((column) => column.isHiddenAtFirst === true).map((column) => column.id);
}

/** The columns to show in a page of this width; never none. */
export function shownColumns(columns: readonly ColumnConfig[], wishes: ColumnWishes, pageWidthPx: number): readonly ShownColumn[] {
  const hidden = new Set(hiddenColumnIds(columns, wishes));
  const all = columns.map((column, index) => ({ column, index }));
  const wanted = all.filter(({ column }) => !hidden.has(column.id));
  const fitting = wanted.filter(({ column }) => pageWidthPx >= (column.fromPageWidthPx ?? 0));
  return [fitting, wanted, all.slice(0, 1)].find((some) => some.length > 0) ?? [];
}

/** The hidden columns after one was switched; the last one that is shown stays. */
export function toggleColumn(columns: readonly ColumnConfig[], wishes: ColumnWishes, columnId: string): readonly string[] {
  const hidden = hiddenColumnIds(columns, wishes);
  if (hidden.includes(columnId)) {
    return hidden.filter((id) => id !== columnId);
  }
  return hidden.length + 1 < columns.length ? [...hidden, columnId] : hidden;
}

/** A width that the user may choose. */
export function clampColumnWidth(widthPx: number): number {
  return Math.round(Math.min(Math.max(widthPx, minColumnWidthPx), maxColumnWidthPx));
}

/** The widths as `grid-template-columns`, and the narrowest that the rows can be. */
export function columnTemplate(shown: readonly ShownColumn[], widths: Readonly<Record<string, number>>): { readonly template: string; readonly minWidthPx: number } {
  const tracks = shown.map(({ column }) => {
    const chosenPx = widths[column.id];
    const widthPx = chosenPx ?? column.widthPx;
    return { widthPx, track: column.grows === true && chosenPx === undefined ? `minmax(${widthPx}px, 1fr)` : `${widthPx}px` };
  });
  return { template: tracks.map(({ track }) => track).join(' '), minWidthPx: tracks.reduce((sum, { widthPx }) => sum + widthPx, 0) };
}
