import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';
import { build } from 'esbuild';
import type * as PromClient from 'prom-client';
import { expect, it } from 'vitest';
import { promClientAsUsed } from '../../../esbuild.js';

it('what is left out of the bundled prom-client says so when it is used, and the rest works', async () => {
  const { outputFiles } = await build({
    stdin: { contents: "module.exports = require('prom-client');", resolveDir: import.meta.dirname },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    plugins: [promClientAsUsed],
  });
  const module: { exports: unknown } = { exports: {} };
  const run = runInThisContext(`(function (module, exports, require) {${outputFiles[0]?.text ?? ''}\n})`) as (...parts: unknown[]) => void;
  run(module, module.exports, createRequire(import.meta.url));
  const { AggregatorRegistry, Counter, Pushgateway, Registry, Summary, collectDefaultMetrics } = module.exports as typeof PromClient;
  const leftOut = 'This part of prom-client is left out of the bundle: see esbuild.js.';
  expect(() => new Summary({ name: 'a', help: 'A.' })).toThrow(leftOut);
  expect(() => new Pushgateway('http://localhost')).toThrow(leftOut);
  expect(() => new AggregatorRegistry()).toThrow(leftOut);
  expect(() => collectDefaultMetrics()).toThrow(leftOut);
  const registry = new Registry();
  new Counter({ name: 'a', help: 'A.', registers: [registry] }).inc(2);
  expect(await registry.metrics()).toContain('a 2');
});
