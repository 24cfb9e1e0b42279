import { describe, expect, test } from 'vitest';
import { readJsonTree } from '../../../src/webview/jsonText';

describe('reading JSON for a tree', () => {
  test('objects and lists are trees, all else is text', () => {
    expect(readJsonTree('{"a": [1, "x", null, true]}')).toEqual({ a: [1, 'x', null, true] });
    expect(readJsonTree('[]')).toEqual([]);
    for (const text of ['', '1', '"x"', 'null', '{', '<html>', '{"a": NaN}']) {
      expect(readJsonTree(text)).toBeUndefined();
    }
  });

  test('a name like __proto__ is a member like others', () => {
    const tree = readJsonTree('{"__proto__": {"x": 1}, "constructor": 2}');
    expect(Object.keys(tree ?? {})).toEqual(['__proto__', 'constructor']);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  test('depth does not matter', () => {
    const depth = 50_000;
    let tree: unknown = readJsonTree(`${'['.repeat(depth)}${']'.repeat(depth)}`);
    let levels = 0;
    while (Array.isArray(tree)) {
      tree = (tree as unknown[])[0];
      levels += 1;
    }
    expect(levels).toBe(depth);
  });
});
