// @ts-check
const path = require('node:path');
const esbuild = require('esbuild');

/** @type {{version: string}} */
const { version } = require('./package.json');

const watch = process.argv.includes('--watch');

/** What node-fetch imports, and gets of our own. */
const nodeFetchParts = new Map([
  ['node:http', { own: 'clientRequest.ts', importers: ['index'] }],
  ['node:https', { own: 'clientRequest.ts', importers: ['index'] }],
  ['node:stream', { own: 'answerStream.ts', importers: ['index'] }],
  ['fetch-blob', { own: 'nativeForms.ts', importers: ['body'] }],
  ['fetch-blob/from.js', { own: 'nativeForms.ts', importers: ['index', 'multipart-parser'] }],
  ['formdata-polyfill/esm.min.js', { own: 'nativeForms.ts', importers: ['index', 'body', 'multipart-parser'] }],
]);

/**
 * VS Code replaces `http.request` and `https.request` inside the extension host and drops the agent that carries our
 * certificate check and proxy tunnel. node-fetch therefore gets a `request` that builds the `ClientRequest` itself, and a `pipeline` that costs less;
 * what stands in for the forms and blobs of older Nodes, some 10 kB, is left out.
 * A bundle with a node-fetch that does not import them as we know it fails.
 */
const ownNodeFetchParts = {
  name: 'own-node-fetch-parts',
  setup(/** @type {import('esbuild').PluginBuild} */ build) {
    /** @type {Set<string>} */
    const replaced = new Set();
    build.initialOptions.metafile = true;
    build.onStart(() => replaced.clear());
    build.onResolve({ filter: /^(?:node:|fetch-blob|formdata-polyfill)/ }, (args) => {
      const part = nodeFetchParts.get(args.path);
      const [, importer] = /node_modules[\\/]node-fetch[\\/]src[\\/](?:utils[\\/])?([\w-]+)\.js$/.exec(args.importer) ?? [];
      if (part === undefined || importer === undefined || !part.importers.includes(importer)) {
        return undefined;
      }
      replaced.add(args.path);
      return { path: path.join(__dirname, 'src', 'ltos', part.own) };
    });
    build.onEnd(({ metafile }) => {
      const hasNodeFetch = Object.keys(metafile?.inputs ?? {}).some((file) => file.includes('node_modules/node-fetch/'));
      const missed = hasNodeFetch ? [...nodeFetchParts.keys()].filter((name) => !replaced.has(name)) : [];
      return { errors: missed.map((name) => ({ text: `The import of ${name} in node-fetch was not replaced: see esbuild.js.` })) };
    });
  },
};

/** node-fetch brings 59 kB of web streams for Nodes that have none; the hosts that we support have them. */
const nodeHasWebStreams = { 'web-streams-polyfill/dist/ponyfill.es2018.js': 'node:stream/web' };

const leftOut = `module.exports = function () {
  throw new Error('This part of prom-client is left out of the bundle: see esbuild.js.');
};`;

/**
 * Of prom-client we use counters, gauges, histograms and the registry. The rest, with the libraries that only it needs (OpenTelemetry, t-digest), is left out:
 * some 50 kB in each bundle that serves metrics. What is left out throws when it is called or made; the lint rules forbid to import it.
 */
const promClientAsUsed = {
  name: 'prom-client-as-used',
  setup(/** @type {import('esbuild').PluginBuild} */ build) {
    build.onResolve({ filter: /^\.\/lib\/(?:cluster|defaultMetrics|pushgateway|summary)$/ }, (args) =>
      /node_modules[\\/]prom-client[\\/]index\.js$/.test(args.importer) ? { path: args.path, namespace: 'left-out' } : undefined,
    );
    build.onLoad({ filter: /^/, namespace: 'left-out' }, () => ({ contents: leftOut }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: true,
  // Kept out of the package; linked while watching, so that F5 stops at the lines of the sources.
  sourcemap: watch ? 'linked' : 'external',
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  logLevel: 'info',
  metafile: true,
};

/** Runs in plain Node, beside a Prometheus. @type {import('esbuild').BuildOptions} */
const exporterBundle = {
  ...common,
  entryPoints: { exporter: 'src/exporter/main.ts' },
  outdir: 'dist',
  target: 'node20',
  plugins: [ownNodeFetchParts, promClientAsUsed],
  alias: nodeHasWebStreams,
  define: { PSX_VERSION: JSON.stringify(version) },
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  { ...common, entryPoints: { extension: 'src/extension.ts' }, outdir: 'dist', external: ['vscode'], plugins: [ownNodeFetchParts], alias: nodeHasWebStreams },
  // Loaded on demand by "Start Simulated Device"; also run in plain Node 20 by `npm run simulator`.
  { ...common, entryPoints: { simulator: 'src/simulator/index.ts' }, outdir: 'dist', target: 'node20' },
  // Loaded when the extension is to serve metrics.
  { ...common, entryPoints: { metrics: 'src/metrics/index.ts' }, outdir: 'dist', plugins: [promClientAsUsed] },
  exporterBundle,
  // What runs in the webviews.
  { ...common, entryPoints: { tablePage: 'src/webview/tablePage.ts' }, outdir: 'dist', platform: 'browser', format: 'iife', target: 'chrome132' },
  {
    ...common,
    entryPoints: { instancePage: 'src/webview/instancePage.ts' },
    outdir: 'dist',
    platform: 'browser',
    format: 'iife',
    target: 'chrome132',
    // The style sheet of the charts goes into the page by its script.
    loader: { '.css': 'text' },
  },
  { ...common, entryPoints: { graphPage: 'src/webview/graphPage.ts' }, outdir: 'dist', platform: 'browser', format: 'iife', target: 'chrome132' },
];

async function main() {
  if (!watch) {
    await Promise.all(bundles.map((options) => esbuild.build(options)));
    return;
  }
  const contexts = await Promise.all(bundles.map((options) => esbuild.context(options)));
  await Promise.all(contexts.map((context) => context.watch()));
}

module.exports = { ownNodeFetchParts, nodeHasWebStreams, promClientAsUsed, exporterBundle, bundles };

if (require.main === module) {
  main().catch((/** @type {unknown} */ error) => {
    console.error(error);
    process.exitCode = 1;
  });
}
