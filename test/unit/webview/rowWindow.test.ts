import { describe, expect, test, vi } from 'vitest';
import type { RowsReply } from '../../../src/webview/pageMessages';
import { RowWindow, type WantedRows } from '../../../src/webview/rowWindow';

/** A window whose source answers when the test says so. */
function windowOf(wanted: WantedRows) {
  const sight = { wanted };
  const asked: { from: number; count: number; anchorKey: string | undefined; answer(reply: Partial<RowsReply>): Promise<void>; fail(): Promise<void> }[] = [];
  const rowsCame = vi.fn();
  const rowsFailed = vi.fn();
  const rows = new RowWindow(
    (from, count, anchorKey) =>
      new Promise((resolve, reject) => {
        const settled = () => new Promise<void>((done) => setImmediate(done));
        asked.push({
          from,
          count,
          anchorKey,
          answer: (reply) => {
            resolve({ revision: 1, from, shown: 10_000, rows: Array.from({ length: count }, (_, index) => ({ key: `k${from + index}`, cells: [] })), ...reply });
            return settled();
          },
          fail: () => {
            reject(new Error('lost'));
            return settled();
          },
        });
      }),
    { wanted: () => sight.wanted, rowsCame, rowsFailed },
  );
  return { rows, asked, rowsCame, rowsFailed, sight };
}

describe('the window of rows', () => {
  test('asks for what is in sight and some around it', async () => {
    const { rows, asked } = windowOf({ first: 100, last: 120 });
    rows.update();
    expect(asked).toMatchObject([{ from: 70, count: 81 }]);
    await asked[0]!.answer({});
    expect(rows.row(110)?.key).toBe('k110');
    expect(rows.indexOf('k110')).toBe(110);
    expect(rows.row(9000)).toBeUndefined();
    expect(rows.indexOf('elsewhere')).toBeUndefined();
  });

  test('has one request under way, and asks once more for all that came meanwhile', async () => {
    const { rows, asked } = windowOf({ first: 0, last: 20 });
    for (let revision = 1; revision < 50; revision++) {
      rows.invalidate(revision);
      rows.update();
    }
    expect(asked).toHaveLength(1);
    await asked[0]!.answer({ revision: 20 });
    expect(asked).toHaveLength(2);
    await asked[1]!.answer({ revision: 49 });
    expect(asked).toHaveLength(2);
  });

  test('does not ask for ever when the host answers with an older revision than it announced', async () => {
    const { rows, asked } = windowOf({ first: 0, last: 20 });
    rows.invalidate(7);
    rows.update();
    await asked[0]!.answer({ revision: 5 });
    rows.update();
    expect(asked).toHaveLength(1);
    rows.invalidate(8);
    rows.update();
    expect(asked).toHaveLength(2);
  });

  test('does not ask for ever when there are fewer rows than fit', async () => {
    const { rows, asked } = windowOf({ first: 0, last: 40 });
    rows.update();
    await asked[0]!.answer({ rows: [{ key: 'a', cells: [] }], shown: 1 });
    rows.update();
    expect(asked).toHaveLength(1);
  });

  test('says by how much the anchor moved', async () => {
    const { rows, asked, rowsCame } = windowOf({ first: 100, last: 120, anchor: { key: 'k100', index: 100 } });
    rows.update();
    expect(asked[0]!.anchorKey).toBe('k100');
    await asked[0]!.answer({ anchorIndex: 107 });
    expect(rowsCame).toHaveBeenLastCalledWith(7);
    rows.invalidate(2);
    rows.update();
    await asked[1]!.answer({ revision: 2 });
    expect(rowsCame).toHaveBeenLastCalledWith(undefined);
  });

  test('asks again when the sight has left what is held', async () => {
    const { rows, asked, sight } = windowOf({ first: 0, last: 20 });
    rows.update();
    await asked[0]!.answer({});
    sight.wanted = { first: 25, last: 45 };
    rows.update();
    expect(asked).toHaveLength(1);
    sight.wanted = { first: 500, last: 520 };
    rows.update();
    expect(asked).toHaveLength(2);
  });

  test('a failed request is told, and repeated only with the next occasion', async () => {
    const { rows, asked, rowsFailed } = windowOf({ first: 0, last: 20 });
    rows.update();
    await asked[0]!.fail();
    expect(rowsFailed).toHaveBeenCalledOnce();
    expect(asked).toHaveLength(1);
    rows.update();
    expect(asked).toHaveLength(2);
  });
});
