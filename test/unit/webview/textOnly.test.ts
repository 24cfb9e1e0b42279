import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../../src/webview');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

test('nothing in the page reads a text as HTML or as code', () => {
  const forbidden = /\b(innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|parseFromString|srcdoc|document\.write|setHTMLUnsafe|eval|Function)\s*[(=]/;
  expect(sources.length).toBeGreaterThan(20);
  const found = sources.filter((name) => forbidden.test(readFileSync(path.join(folder, name), 'utf8')));
  expect(found).toEqual([]);
});

test('one file knows the toolkit', () => {
  const found = sources.filter((name) => readFileSync(path.join(folder, name), 'utf8').includes('@vscode/webview-ui-toolkit'));
  expect(found).toEqual(['controls.ts']);
});

test.each(['tablePage.css', 'graphPage.css'])('colours come from the theme: %s', (name) => {
  const style = readFileSync(path.resolve(folder, '../../media', name), 'utf8');
  expect(style.match(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/gi) ?? []).toEqual([]);
});
