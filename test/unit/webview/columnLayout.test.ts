import { describe, expect, test } from 'vitest';
import { clampColumnWidth, columnTemplate, hiddenColumnIds, shownColumns, toggleColumn } from '../../../src/webview/columnLayout';

const columns = [
  { id: 'id', label: 'ID', widthPx: 60 },
  { id: 'uri', label: 'URI', widthPx: 200, grows: true },
  { id: 'data', label: 'Data', widthPx: 100, fromPageWidthPx: 1000 },
  { id: 'code', label: 'Code', widthPx: 50, isHiddenAtFirst: true },
];
const idsOf = (shown: readonly { readonly column: { readonly id: string } }[]) => shown.map(({ column }) => column.id);

describe('columns', () => {
  test('at first: as configured, and what fits', () => {
    expect(idsOf(shownColumns(columns, { widths: {} }, 1200))).toEqual(['id', 'uri', 'data']);
    expect(idsOf(shownColumns(columns, { widths: {} }, 999))).toEqual(['id', 'uri']);
  });

  test('a column keeps its index when others are hidden', () => {
    expect(shownColumns(columns, { widths: {}, hiddenColumns: ['id'] }, 1200).map(({ index }) => index)).toEqual([1, 2, 3]);
  });

  test('there is always one', () => {
    expect(idsOf(shownColumns(columns, { widths: {}, hiddenColumns: ['id', 'uri', 'data', 'code'] }, 1200))).toEqual(['id']);
    expect(idsOf(shownColumns(columns, { widths: {}, hiddenColumns: ['id', 'uri', 'code'] }, 500))).toEqual(['data']);
    expect(toggleColumn(columns, { widths: {}, hiddenColumns: ['id', 'uri', 'code'] }, 'data')).toEqual(['id', 'uri', 'code']);
  });

  test('are switched on and off', () => {
    expect(toggleColumn(columns, { widths: {} }, 'code')).toEqual([]);
    expect(toggleColumn(columns, { widths: {}, hiddenColumns: [] }, 'uri')).toEqual(['uri']);
    expect(hiddenColumnIds(columns, { widths: {} })).toEqual(['code']);
  });

  test('a chosen width takes the growth away', () => {
    const shown = shownColumns(columns, { widths: {} }, 1200);
    expect(columnTemplate(shown, {})).toEqual({ template: '60px minmax(200px, 1fr) 100px', minWidthPx: 360 });
    expect(columnTemplate(shown, { uri: 150 })).toEqual({ template: '60px 150px 100px', minWidthPx: 310 });
  });

  test('a width stays usable', () => {
    expect(clampColumnWidth(-5)).toBe(32);
    expect(clampColumnWidth(1e6)).toBe(2000);
    expect(clampColumnWidth(99.6)).toBe(100);
  });
});
