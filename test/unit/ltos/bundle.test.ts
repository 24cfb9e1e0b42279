import { X509Certificate } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import { deflateSync, gzipSync } from 'node:zlib';
import { build, context, type Plugin } from 'esbuild';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LtosClient } from '../../../src/ltos/ltosClient';
import { bundles, ownNodeFetchParts } from '../../../esbuild.js';
import { selfSigned } from './support/certificates';
import { envelope, json, startServer, startTcpServer } from './support/testServer';

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

/** The client as it is in the package. */
let BundledClient: typeof LtosClient;

beforeAll(async () => {
  const entry = fileURLToPath(new URL('../../../src/ltos/ltosClient.ts', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    write: false,
    plugins: [ownNodeFetchParts],
  });
  const module = { exports: {} as { LtosClient: typeof LtosClient } };
  const wrapped = `(function (module, exports, require) {${outputFiles[0]!.text}\n})`;
  const run = runInThisContext(wrapped, { filename: 'bundle.cjs' }) as (...parts: unknown[]) => void;
  run(module, module.exports, patchedModule);
  BundledClient = module.exports.LtosClient;
}, 60_000);

function bundledClient(origin: string, fingerprint?: string): LtosClient {
  const client = new BundledClient({
    origin,
    deviceId: 'bundled',
    bypassProxy: false,
    credentials: () => Promise.resolve({ user: 'info', password: 'word' }),
    pins: { get: () => fingerprint },
  });
  onTestFinished(() => client.dispose());
  return client;
}

it('the bundled and minified client does without http.request and https.request', async () => {
  const keyPair = await selfSigned();
  const fingerprint = new X509Certificate(keyPair.cert).fingerprint256;
  for (const server of [await startServer((_, response) => json(response, envelope())), await startServer((_, response) => json(response, envelope()), keyPair)]) {
    const client = bundledClient(server.origin, fingerprint);
    await client.get('/api/status');
    expect((await client.get('/api/status')).body).toEqual(envelope());
    expect(server.accepted()).toBe(1);
    const timeout = client.get('/api/status', { signal: AbortSignal.abort() });
    await expect(timeout).rejects.toMatchObject({ fault: { kind: 'cancelled' } });
  }
});

describe('a bundle with node-fetch', () => {
  const silent = { write: false, sourcemap: false, logLevel: 'silent' } as const;
  const small = { ...silent, stdin: { contents: "import 'node-fetch'", resolveDir: import.meta.dirname }, bundle: true, platform: 'node' } as const;

  it('has our own parts in it: the extension and the exporter', async () => {
    const built = await Promise.all(bundles.map((options) => build({ ...options, ...silent, metafile: true })));
    const imports = built.map(({ metafile }) => metafile.inputs['node_modules/node-fetch/src/index.js']?.imports).filter((found) => found !== undefined);
    expect(imports).toHaveLength(2);
    for (const each of imports) {
      expect(Object.fromEntries(each.map((part) => [part.original, part.path]))).toMatchObject({
        'node:http': 'src/ltos/clientRequest.ts',
        'node:https': 'src/ltos/clientRequest.ts',
        'node:stream': 'src/ltos/answerStream.ts',
        'fetch-blob/from.js': 'src/ltos/nativeForms.ts',
        'formdata-polyfill/esm.min.js': 'src/ltos/nativeForms.ts',
      });
    }
  }, 60_000);

  it.each(['node:http', 'node:https', 'node:stream', 'fetch-blob', 'fetch-blob/from.js', 'formdata-polyfill/esm.min.js'])('is not built when the import of %s is not replaced', async (name) => {
    const otherwise: Plugin = { name: 'otherwise', setup: (plugged) => plugged.onResolve({ filter: /^(?:node:|fetch-blob|formdata)/ }, ({ path }) => (path === name ? { path, external: true } : undefined)) };
    await expect(build({ ...small, plugins: [otherwise, ownNodeFetchParts] })).rejects.toMatchObject({ errors: [{ text: `The import of ${name} in node-fetch was not replaced: see esbuild.js.` }] });
  });

  it('is built again and again while its sources are watched', async () => {
    const watched = await context({ ...small, plugins: [ownNodeFetchParts] });
    onTestFinished(() => watched.dispose());
    await watched.rebuild();
    expect((await watched.rebuild()).errors).toEqual([]);
  });
});

describe('the bundled client, which reads answers without a stream between', () => {
  const long = { text: 'x'.repeat(1_000_000) };

  it.each([
    ['as they are', (text: string) => ({ headers: {}, body: text })],
    ['with gzip', (text: string) => ({ headers: { 'Content-Encoding': 'gzip' }, body: gzipSync(text) })],
    ['with deflate, though nobody asked for it', (text: string) => ({ headers: { 'Content-Encoding': 'deflate' }, body: deflateSync(text) })],
  ])('reads long answers %s', async (_, pack) => {
    const { headers, body } = pack(JSON.stringify(long));
    const server = await startServer((__, response) => response.writeHead(200, headers).end(body));
    const client = bundledClient(server.origin);
    expect((await client.get('/api/status')).body).toEqual(long);
    expect((await client.get('/api/status')).body).toEqual(long);
    expect(server.accepted()).toBe(1);
  });

  it.each([
    ['truncated', 'ends too soon', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"a":', true],
    ['truncated', 'ends within its chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n', true],
    ['notJson', 'goes on after its end', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}{"more": 1}', false],
    ['notJson', 'has chunks without their sizes', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{}', false],
  ])('says %s of one that %s, before its time is up', async (kind, _, text, closes) => {
    const { port } = await startTcpServer((socket) => socket.once('data', () => (closes ? socket.end(text) : socket.write(text))));
    await expect(bundledClient(`http://127.0.0.1:${port}`).get('/api/status')).rejects.toMatchObject({ fault: { kind } });
  });

  it('closes the connection of a body that is too large', async () => {
    const server = await startServer((_, response) => response.writeHead(200).end(Buffer.alloc(17 * 1024 * 1024, ' ')));
    await expect(bundledClient(server.origin).get('/api/status')).rejects.toMatchObject({ fault: { kind: 'tooLarge' } });
    await vi.waitUntil(() => server.open() === 0);
  });

  it('gives up an answer in the middle', async () => {
    const stop = new AbortController();
    const server = await startServer((_, response) => {
      response.writeHead(200).write('{"a":');
      setImmediate(() => stop.abort());
    });
    await expect(bundledClient(server.origin).get('/api/status', { signal: stop.signal })).rejects.toMatchObject({ fault: { kind: 'cancelled' } });
    await vi.waitUntil(() => server.open() === 0);
  });
});
