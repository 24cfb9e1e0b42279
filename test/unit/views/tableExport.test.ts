import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pieces, writeFileAtomically } from '../../../src/views/table/atomicFile';
import { exportFileName } from '../../../src/views/table/exportFileName';

describe('an exported file', () => {
  let folder: string;
  const never = { isCancelled: () => false, onProgress: () => undefined };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'psx-export-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is written as a whole and takes the place of an older one', async () => {
    const file = path.join(folder, 'a.har');
    await writeFile(file, 'old');
    const progress: number[] = [];
    const chunks = Array.from({ length: 30 }, (_, index) => `${index}:${'ü'.repeat(20_000)}\n`);
    expect(await writeFileAtomically(file, chunks, { isCancelled: () => false, onProgress: (count) => progress.push(count) })).toBe(true);
    expect(await readFile(file, 'utf8')).toBe(chunks.join(''));
    expect(await readdir(folder)).toEqual(['a.har']);
    expect(progress.length).toBeGreaterThan(1);
    expect(progress.at(-1)).toBe(30);
  });

  it('leaves everything as it was when cancelled, at any moment', async () => {
    const file = path.join(folder, 'a.har');
    await writeFile(file, 'old');
    for (let after = 0; after <= 3; after += 1) {
      let asked = 0;
      const isCancelled = () => (asked += 1) > after;
      expect(await writeFileAtomically(file, ['x'.repeat(300_000), 'y'.repeat(300_000), 'z'.repeat(300_000)], { ...never, isCancelled })).toBe(false);
      expect(await readFile(file, 'utf8')).toBe('old');
      expect(await readdir(folder)).toEqual(['a.har']);
    }
  });

  it('leaves nothing behind when it fails half-way', async () => {
    function* failing(): Generator<string> {
      yield 'x'.repeat(300_000);
      throw new Error('broken row');
    }
    await expect(writeFileAtomically(path.join(folder, 'a.har'), failing(), never)).rejects.toThrow('broken row');
    expect(await readdir(folder)).toEqual([]);
    await expect(writeFileAtomically(path.join(folder, 'missing', 'a.har'), ['x'], never)).rejects.toThrow('ENOENT');
  });

  it('is made of pieces that hold every chunk', () => {
    const chunks = ['a', 'b'.repeat(300_000), 'c', ''];
    const made = [...pieces(chunks)];
    expect(made.map(({ chunks: count }) => count)).toEqual([2, 2]);
    expect(made.map(({ text }) => text).join('')).toBe(chunks.join(''));
    expect([...pieces([])]).toEqual([]);
  });
});

describe('the name of an export', () => {
  const time = new Date(2026, 10, 3, 4, 5, 6);

  it.each([
    ['GM-North', 'GM-North 2026-11-03 04.05.06.har'],
    ['../../etc/passwd', 'etc-passwd 2026-11-03 04.05.06.har'],
    ['a\\b:c*d?"<>|e', 'a-b-c-d-e 2026-11-03 04.05.06.har'],
    ['tab\tand\u202Edirection\u0000', 'tab-and-direction- 2026-11-03 04.05.06.har'],
    ['', 'export 2026-11-03 04.05.06.har'],
    ['...', 'export 2026-11-03 04.05.06.har'],
    ['Zürich 東京', 'Zürich 東京 2026-11-03 04.05.06.har'],
  ])('%j → %j', (name, expected) => {
    expect(exportFileName(name, time, 'har')).toBe(expected);
  });

  it('is never too long for a file system', () => {
    expect(exportFileName('x'.repeat(500), time, 'csv').length).toBeLessThan(120);
  });
});
