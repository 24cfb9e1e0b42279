import { describe, expect, test } from 'vitest';
import { PageStateStore, readPageState } from '../../../src/webview/pageStateStore';

const view = { sort: { columnId: 'id', isDescending: true }, text: 'x', filters: { slow: 5, errors: true }, isPaused: false };
const table = {
  view,
  selectedKey: '7',
  hiddenColumns: ['code'],
  columnWidths: { uri: 300 },
  scrollTop: 44,
  topKey: '5',
  isFollowing: false,
  isDetailOpen: true,
  rowsPercent: 70,
};

describe('the kept state', () => {
  test('comes back as it was', () => {
    const state = { subject: 's', tables: { t: table }, splitPercents: [40] };
    expect(readPageState(JSON.parse(JSON.stringify(state)), 's')).toEqual(state);
  });

  test.each([[undefined], [null], ['text'], [[]], [{}], [{ subject: 'other', tables: { t: table } }], [{ subject: 's', tables: 5 }]])('%o is none', (value) => {
    expect(readPageState(value, 's')).toEqual({ subject: 's', tables: {} });
  });

  test('loses only what cannot be read', () => {
    const value = {
      subject: 's',
      tables: { t: { ...table, scrollTop: 'far', hiddenColumns: ['a', 5], columnWidths: { uri: 'wide', id: 60 }, view: { ...view, filters: { slow: {}, errors: true }, text: 5 } }, u: { view: 5 } },
    };
    const { tables } = readPageState(value, 's');
    expect(Object.keys(tables)).toEqual(['t']);
    expect(tables.t).toMatchObject({ hiddenColumns: ['a'], columnWidths: { id: 60 }, view: { filters: { errors: true }, text: '' } });
    expect(tables.t).not.toHaveProperty('scrollTop');
  });

  test('holds the subject from the beginning, for the restore after a reload', () => {
    let kept: unknown;
    const store = new PageStateStore({ getState: () => undefined, setState: (state) => (kept = state) }, 's');
    expect(kept).toEqual({ subject: 's', tables: {} });
    store.keepTable('t', table);
    store.keepSplits([30]);
    expect(kept).toEqual({ subject: 's', tables: { t: table }, splitPercents: [30] });
    expect(store.table('t')).toEqual(table);
  });
});
