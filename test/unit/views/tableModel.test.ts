import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { TableView } from '../../../src/webview/tableConfig';
import { TableModel, type RowSource } from '../../../src/views/table/tableModel';

interface Row {
  readonly id: number;
  readonly name: string;
  readonly size?: number;
}

const row = (id: number, name: string, size?: number): Row => ({ id, name, ...(size === undefined ? {} : { size }) });

function sourceOf(initial: readonly Row[]) {
  let rows = initial;
  const nameText = vi.fn(({ name }: Row) => name);
  const source: RowSource<Row> = {
    columns: [
      { id: 'id', label: 'ID', widthPx: 50, text: ({ id }) => String(id), sortKey: ({ id }) => id },
      { id: 'name', label: 'Name', widthPx: 50, isLong: true, text: nameText, sortKey: ({ name }) => name },
      { id: 'size', label: 'Size', widthPx: 50, text: ({ size }) => (size === undefined ? '' : `${size} ms`), sortKey: ({ size }) => size },
    ],
    filters: [
      { kind: 'toggle', id: 'sized', label: 'Sized', passes: ({ size }) => size !== undefined },
      { kind: 'threshold', id: 'above', label: 'Above', unit: '', initial: 0, min: 0, max: 9, passes: ({ size }, limit) => (size ?? 0) > limit },
      { kind: 'choice', id: 'named', label: 'Named', choices: [], passes: ({ name }, wanted) => name === wanted },
    ],
    defaultSort: { columnId: 'id', isDescending: true },
    key: ({ id }) => String(id),
    rows: () => rows,
  };
  return { source, nameText, set: (next: readonly Row[]) => (rows = next) };
}

const view = (changes: Partial<TableView> = {}): TableView => ({ sort: { columnId: 'id', isDescending: true }, text: '', filters: {}, isPaused: false, ...changes });
const ids = (model: TableModel<Row>): number[] => model.shown.map(({ id }) => id);
const by = (columnId: string, isDescending = false) => view({ sort: { columnId, isDescending } });

describe('the model of a table', () => {
  const rows = [row(1, 'beta', 5), row(2, 'Alpha'), row(3, 'beta', 2), row(4, 'Élan', 9)];

  it('shows the newest first until the view says otherwise', () => {
    expect(ids(new TableModel(sourceOf(rows).source))).toEqual([4, 3, 2, 1]);
  });

  it('sorts by any column, equal rows by the default sort, rows without a value last in both directions', () => {
    const model = new TableModel(sourceOf(rows).source);
    model.setView(by('name'));
    expect(ids(model)).toEqual([2, 3, 1, 4]);
    model.setView(by('size'));
    expect(ids(model)).toEqual([3, 1, 4, 2]);
    model.setView(by('size', true));
    expect(ids(model)).toEqual([4, 1, 3, 2]);
    model.setView(by('noSuchColumn'));
    expect(ids(model)).toEqual([4, 3, 2, 1]);
  });

  it('finds a text in any cell: letter case does not matter, diacritics do, and nothing in it is a pattern', () => {
    const model = new TableModel(sourceOf([...rows, row(5, 'a.*b(c')]).source);
    const found = (text: string): number[] => {
      model.setView(view({ text }));
      return ids(model);
    };
    expect(found('BETA')).toEqual([3, 1]);
    expect(found('élan')).toEqual([4]);
    expect(found('elan')).toEqual([]);
    expect(found('9 ms')).toEqual([4]);
    expect(found('.*B(')).toEqual([5]);
    expect(found('a.b')).toEqual([]);
  });

  it('applies switches, thresholds and choices together with the text, and ignores values of another kind', () => {
    const model = new TableModel(sourceOf(rows).source);
    model.setView(view({ filters: { sized: true } }));
    expect(ids(model)).toEqual([4, 3, 1]);
    model.setView(view({ filters: { sized: true, above: 2, named: 'beta' } }));
    expect(ids(model)).toEqual([1]);
    model.setView(view({ filters: { above: 2 }, text: 'élan' }));
    expect(ids(model)).toEqual([4]);
    model.setView(view({ filters: { sized: false, above: '2', named: '', other: true } }));
    expect(ids(model)).toHaveLength(4);
    expect(model.isPartial).toBe(false);
  });

  it('looks only at rows that passed before when the text grows, and at each row once', () => {
    const { source, nameText } = sourceOf(rows);
    const model = new TableModel(source);
    model.setView(view({ text: 'bet' }));
    expect(ids(model)).toEqual([3, 1]);
    expect(nameText).toHaveBeenCalledTimes(4);
    nameText.mockClear();
    model.setView(view({ text: 'beta' }));
    expect(ids(model)).toEqual([3, 1]);
    expect(nameText.mock.calls.map(([{ id }]) => id)).toEqual([1, 3]);
    nameText.mockClear();
    model.setView({ ...by('name'), text: 'beta' });
    expect(ids(model)).toEqual([3, 1]);
    expect(nameText).not.toHaveBeenCalled();
  });

  it('takes a completed row in place of the pending one and keeps its key', () => {
    const { source, set } = sourceOf([row(1, 'a'), row(2, 'b')]);
    const model = new TableModel(source);
    const before = model.revision;
    expect(model.indexOf('2')).toBe(0);
    expect(model.revision).toBe(before);
    set([row(1, 'a'), row(2, 'b', 7)]);
    expect(model.shown[0]).toEqual(row(2, 'b', 7));
    expect(model.revision).toBeGreaterThan(before);
    expect(model.indexOf('2')).toBe(0);
    expect(model.indexOf('9')).toBeUndefined();
    expect(model.find('1')).toEqual(row(1, 'a'));
  });

  it('takes hundreds of thousands of new rows at once', () => {
    const model = new TableModel(sourceOf(Array.from({ length: 300_000 }, (_, index) => row(index, 'x'))).source);
    expect(model.shown).toHaveLength(300_000);
  });

  it('is not paused by its first view: the rows of that pause went with the window', () => {
    const model = new TableModel(sourceOf(rows).source);
    model.setView(view({ isPaused: true }));
    expect(model.isPaused).toBe(false);
    model.setView(view({ isPaused: true }));
    expect(model.isPaused).toBe(true);
  });

  it('stays as it was while paused, filters and sorts what it has, and catches up afterwards', () => {
    const { source, set } = sourceOf(rows);
    const model = new TableModel(source);
    model.setView(view());
    model.setView(view({ isPaused: true }));
    expect(model.isPartial).toBe(true);
    const { revision } = model;
    set([...rows.slice(1), row(5, 'new')]);
    expect(ids(model)).toEqual([4, 3, 2, 1]);
    expect(model.revision).toBe(revision);
    model.setView({ ...by('id'), isPaused: true, text: 'beta' });
    expect(ids(model)).toEqual([1, 3]);
    model.setView(view());
    expect(ids(model)).toEqual([5, 4, 3, 2]);
  });

  it('shows nothing any more after the rows of a pause were cleared', () => {
    const { source, set } = sourceOf(rows);
    const model = new TableModel(source);
    model.setView(view());
    model.setView(view({ isPaused: true }));
    set([]);
    model.restartPause();
    expect(ids(model)).toEqual([]);
    set([row(9, 'later')]);
    expect(ids(model)).toEqual([]);
  });

  it('gives out windows of its rows', () => {
    const model = new TableModel(sourceOf(rows).source);
    expect(model.rows(1, 2).map(({ id }) => id)).toEqual([3, 2]);
    expect(model.rows(3, 10).map(({ id }) => id)).toEqual([1]);
    expect(model.rows(99, 10)).toEqual([]);
  });

  it('is after any history what a fresh look at its rows is', () => {
    const anyRow = fc.record({ id: fc.integer({ min: 0, max: 30 }), name: fc.constantFrom('a', 'B', 'ab', 'Ba'), size: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }) });
    const anyRows = fc.uniqueArray(anyRow, { selector: ({ id }) => id, maxLength: 12 });
    const anyView = fc.record({
      sort: fc.record({ columnId: fc.constantFrom('id', 'name', 'size'), isDescending: fc.boolean() }),
      text: fc.constantFrom('', 'a', 'A', 'ab', 'b', 'B'),
      filters: fc.record({ above: fc.integer({ min: 0, max: 4 }), sized: fc.boolean() }, { requiredKeys: [] }),
      isPaused: fc.constant(false),
    });
    const steps = fc.array(fc.oneof(anyView.map((wanted) => ({ wanted })), anyRows.map((next) => ({ next: next }))), { maxLength: 12 });
    fc.assert(
      fc.property(anyRows, steps, (initial, history) => {
        const { source, set } = sourceOf(initial);
        const model = new TableModel(source);
        let latest = view();
        for (const step of history) {
          if ('wanted' in step) {
            latest = step.wanted;
            model.setView(latest);
          } else {
            set(step.next);
          }
          const fresh = new TableModel(source);
          fresh.setView(latest);
          expect(model.shown).toEqual(fresh.shown);
        }
      }),
    );
  });
});
