import { X509Certificate } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import type { LtosClient } from '../../../src/ltos/ltosClient';
import { ownClientRequest } from '../../../esbuild.js';
import { selfSigned } from './support/certificates';
import { envelope, json, startServer } from './support/testServer';

const nodeRequire = createRequire(import.meta.url);

/** The modules of `http` and `https` as VS Code leaves them, only worse: their own requests do not work at all. */
function patchedModule(name: string): unknown {
  const original = nodeRequire(name) as object;
  if (!/^(?:node:)?https?$/.test(name)) {
    return original;
  }
  const refuse = (): never => {
    throw new Error(`${name}.request must not be used`);
  };
  return { ...original, request: refuse, get: refuse };
}

it('the bundled and minified client does without http.request and https.request', async () => {
  const entry = fileURLToPath(new URL('../../../src/ltos/ltosClient.ts', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    write: false,
    plugins: [ownClientRequest],
  });
  const module = { exports: {} as { LtosClient: typeof LtosClient } };
  const wrapped = `(function (module, exports, require) {${outputFiles[0]!.text}\n})`;
  const run = runInThisContext(wrapped, { filename: 'bundle.cjs' }) as (...parts: unknown[]) => void;
  run(module, module.exports, patchedModule);

  const keyPair = await selfSigned();
  const fingerprint = new X509Certificate(keyPair.cert).fingerprint256;
  for (const server of [await startServer((_, response) => json(response, envelope())), await startServer((_, response) => json(response, envelope()), keyPair)]) {
    const client = new module.exports.LtosClient({
      origin: server.origin,
      deviceId: 'bundled',
      bypassProxy: false,
      credentials: () => Promise.resolve({ user: 'info', password: 'word' }),
      pins: { get: () => fingerprint },
    });
    await client.get('/api/status');
    expect((await client.get('/api/status')).body).toEqual(envelope());
    expect(server.accepted()).toBe(1);
    const timeout = client.get('/api/status', { signal: AbortSignal.abort() });
    await expect(timeout).rejects.toMatchObject({ fault: { kind: 'cancelled' } });
    client.dispose();
  }
});
