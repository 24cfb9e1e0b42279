import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { TextDocuments } from '../../../src/views/textDocuments';
import { documentsFixture, type DocumentsFixture } from './documentsFixture';

describe('TextDocuments', () => {
  let editor: DocumentsFixture;
  let documents: TextDocuments;

  beforeEach(() => {
    editor = documentsFixture();
    documents = new TextDocuments();
  });
  afterEach(() => {
    documents.dispose();
    vi.restoreAllMocks();
  });

  const path = '/GM-North/diagnosis.md';
  const shownAt = (index: number): vscode.Uri => editor.shown[index] ?? vscode.Uri.parse('psx-text:/nothing');

  it('keeps the texts of two devices of one name apart, under one readable title', async () => {
    await documents.show({ path, key: 'gm1', text: 'first' });
    await documents.show({ path, key: 'gm2', text: 'second' });
    expect(editor.shown.map((uri) => uri.path)).toEqual([path, path]);
    expect(await Promise.all(editor.shown.map((uri) => editor.read(uri)))).toEqual(['first', 'second']);
  });

  it('replaces the text of a document in place, and says so', async () => {
    await documents.show({ path, key: 'gm1', text: 'first' });
    const changed: string[] = [];
    documents.onDidChange((uri) => changed.push(uri.toString()));
    await documents.show({ path, key: 'gm1', text: 'second' });
    expect(changed).toEqual([shownAt(0).toString()]);
    expect(shownAt(1).toString()).toBe(shownAt(0).toString());
    expect(await editor.read(shownAt(0))).toBe('second');
  });

  it('lets go of the text of a closed document, and says in a restored tab how to get it again', async () => {
    await documents.show({ path, key: 'gm1', text: 'first' });
    await documents.show({ path, key: 'gm2', text: 'second' });
    editor.close(shownAt(0));
    expect(await editor.read(shownAt(0))).toMatch(/Run the command again/);
    expect(await editor.read(shownAt(1))).toBe('second');
  });

  it('compares two texts', async () => {
    await documents.compare({ path, key: 'gm1', text: 'before' }, { path: '/GM-North/other.md', key: 'gm1', text: 'now' }, 'before ↔ now');
    const [{ left, right, title } = { left: shownAt(0), right: shownAt(0), title: '' }] = editor.compared;
    expect([await editor.read(left), await editor.read(right), title]).toEqual(['before', 'now', 'before ↔ now']);
  });
});
