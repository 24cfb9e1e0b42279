import { describe, expect, it } from 'vitest';
import { callingExtension, currentStack, type InstalledExtension } from '../../../src/views/callingExtension';

const own = 'psx-tools.psx-explorer';
const extensions: readonly InstalledExtension[] = [
  { id: own, folders: ['/ext/psx-tools.psx-explorer-0.1.0'] },
  { id: 'acme.clock', folders: ['/ext/acme.clock-1.0.0', '/real/acme clock'] },
  { id: 'acme.clock-extra', folders: ['/ext/acme.clock-1.0.0-extra'] },
  { id: 'acme.nested', folders: ['/ext/psx-tools.psx-explorer-0.1.0/out/consumer'] },
  { id: 'acme.windows', folders: ['c:\\Users\\me\\.vscode\\extensions\\acme.windows-1.0.0'] },
];
const stack = (...files: readonly string[]) => ['Error', ...files.map((file) => `    at Object.send (${file}:1:20)`)].join('\n');
const ownFrame = '/ext/psx-tools.psx-explorer-0.1.0/dist/extension.js';
const callerOf = (...files: readonly string[]) => callingExtension(stack(ownFrame, ...files), extensions, own);

describe('the extension that a call came from', () => {
  it.each([
    ['/ext/acme.clock-1.0.0/out/main.js', 'acme.clock'],
    ['/ext/acme.clock-1.0.0-extra/main.js', 'acme.clock-extra'],
    ['/real/acme clock/main.js', 'acme.clock'],
    ['file:///real/acme%20clock/main.mjs', 'acme.clock'],
    ['/ext/psx-tools.psx-explorer-0.1.0/out/consumer/extension.js', 'acme.nested'],
    ['C:\\Users\\me\\.vscode\\extensions\\acme.windows-1.0.0\\main.js', 'acme.windows'],
  ])('is known by the file %s', (file, id) => {
    expect(callerOf(file)).toBe(id);
  });

  it('is the nearest one', () => {
    expect(callerOf('node:internal/timers', '/ext/acme.clock-1.0.0/a.js', '/ext/acme.clock-1.0.0-extra/b.js')).toBe('acme.clock');
  });

  it.each([[[]], [['/ext/unknown/main.js']], [['node:internal/process/task_queues', '/vscode/out/extensionHostProcess.js']]])('is unknown for %j', (files) => {
    expect(callerOf(...files)).toBeUndefined();
  });

  it('is found through a deep stack, and the limit is left as it was', () => {
    const before = Error.stackTraceLimit;
    const deep = (depth: number): string => (depth === 0 ? currentStack() : deep(depth - 1));
    expect(deep(30).split('\n').length).toBeGreaterThan(30);
    expect(Error.stackTraceLimit).toBe(before);
  });
});
