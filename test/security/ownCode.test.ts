import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { builtBundles } from './builtBundles';

const processes = /child_process|\.fork\(|\.setupPrimary\(|\bnew (?:Shared)?Worker\b/g;
const modules = /\b(?:require|import|getBuiltinModule|\w+\?\.)\(["'`](?:node:)?([\w/]+)["'`]\)/g;
const textsAsCode = /\beval\b(?=\)?\()|\bFunction\(|["'`](?:node:)?vm["'`]|\brunIn(?:This|New)?Context\(|process\.(?:binding|dlopen)|\b_load\(|\b_compile\(|\bset(?:Timeout|Interval|Immediate)\(\s*["'`]/g;
/** How packages look for the global object: in the simulator, and in pages, whose policy forbids it. */
const fixedTexts = /(?:new )?Function\("return this;?"\)\(\)|\(0,eval\)\("\(function\(\) \{ return this; \}\)\(\)"\)/g;

describe('what is in the package', () => {
  let bundles: ReadonlyMap<string, string>;
  beforeAll(async () => {
    bundles = await builtBundles();
  }, 60_000);

  const found = (pattern: RegExp): readonly string[] => [...bundles].flatMap(([name, text]) => [...text.replace(fixedTexts, '').matchAll(pattern)].map((match) => `${name}: ${match[1] ?? match[0]}`));

  it('starts no process and no thread', () => {
    expect(bundles.size).toBeGreaterThanOrEqual(7);
    expect(found(processes)).toEqual([]);
  });

  it('uses no part of Node that starts a process or runs a text as code', () => {
    const used = found(modules).map((line) => line.replace(/^.*: /, ''));
    // The worker_threads are asked for a MessageChannel by node-fetch, which starts none.
    const harmless = ['buffer', 'crypto', 'dns/promises', 'fs', 'fs/promises', 'http', 'https', 'module', 'net', 'os', 'path', 'perf_hooks', 'process', 'sqlite', 'stream', 'stream/web', 'timers/promises', 'tls', 'url', 'util', 'v8', 'vscode', 'worker_threads', 'zlib'];
    expect(used).toEqual(expect.arrayContaining(['http', 'sqlite', 'vscode']));
    expect([...new Set(used)].filter((name) => !harmless.includes(name))).toEqual([]);
  });

  it('runs no text as code', () => {
    expect(bundles.get('extension.js')?.match(fixedTexts)).toBeNull();
    expect(found(textsAsCode)).toEqual([]);
  });

  it('loads its own files only, from its own folder', () => {
    const folder = path.resolve(import.meta.dirname, '../../src');
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const loading = sources.map((name) => readFileSync(path.join(folder, name), 'utf8')).filter((text) => text.includes('createRequire('));
    expect(loading.length).toBeGreaterThan(0);
    const loads = loading.flatMap((text) => [...text.matchAll(/createRequire\((.*)\);|\bload\(([^)]+)\)/g)].map(([, from, file]) => from ?? file));
    expect([...new Set(loads.map((load) => load?.replace('this.#', '')))].sort()).toEqual(["'./metrics.js'", "'./simulator.js'", "path.join(extensionPath, 'dist', 'extension.js')"]);
    expect(found(/createRequire\)\(|createRequire\(/g)).toHaveLength(loading.length);
  });
});

it.each([
  [processes, 'require("node:child_process")'],
  [processes, 'import("child_process")'],
  [processes, 'cluster.fork()'],
  [processes, 'new Worker(file)'],
  [modules, 'require("node:vm")'],
  [modules, 'process.getBuiltinModule("vm")'],
  [textsAsCode, 'eval(text)'],
  [textsAsCode, '(0,eval)(text)'],
  [textsAsCode, 'new Function(text)'],
  [textsAsCode, 'load("vm")'],
  [textsAsCode, 'setTimeout("act()",1)'],
])('is looked for: %s in %s', (pattern, text) => {
  expect(text.match(pattern)).not.toBeNull();
});

it('needs no package and no extension at run time, and gives VS Code nothing to run', () => {
  expect(manifest).not.toHaveProperty('dependencies');
  expect(manifest).not.toHaveProperty('extensionDependencies');
  expect(manifest.contributes).not.toHaveProperty('debuggers');
  expect(manifest.contributes).not.toHaveProperty('taskDefinitions');
});
