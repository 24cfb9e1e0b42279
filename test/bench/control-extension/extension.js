// @ts-check
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const inspector = require('node:inspector/promises');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { getHeapSpaceStatistics, writeHeapSnapshot } = require('node:v8');
const vscode = require('vscode');
const { writeUnforeseen } = require('./unforeseen');

/** A timer that fires this often sees how late it is. */
const resolutionMs = 5;
const eventLoop = monitorEventLoopDelay({ resolution: resolutionMs });

/** @param {import('node:http').IncomingMessage} request */
async function bodyOf(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}

/**
 * Something that only an inspector can do.
 * @template T
 * @param {(session: import('node:inspector/promises').Session) => Promise<T>} work
 */
async function inspected(work) {
  const session = new inspector.Session();
  session.connect();
  try {
    return await work(session);
  } finally {
    session.disconnect();
  }
}

/**
 * What the bench can ask for.
 * @type {Record<string, (argument: any) => Promise<unknown>>}
 */
const actions = {
  command: ({ command, argument }) => Promise.resolve(vscode.commands.executeCommand(command, argument)),
  /** Gives configured devices their credentials, and trusts their certificate. */
  letIn: async ({ deviceIds, user, password, fingerprint }) => {
    for (const deviceId of deviceIds) {
      await vscode.commands.executeCommand('psx.trustCertificate', { deviceId, fingerprint });
      await vscode.commands.executeCommand('psx.setCredentials', { deviceId, user, password });
    }
  },
  /** What the extension host has used so far; delays of its event loop since the last call, in milliseconds. */
  usage: () => {
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
    const youngBytes = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
    const delayMs = (/** @type {number} */ percentile) => Math.max(0, eventLoop.percentile(percentile) / 1e6 - resolutionMs);
    const usage = { atMs: performance.now(), cpuMs: (user + system) / 1000, rssBytes: rss, heapBytes: heapUsed, heapTotalBytes: heapTotal, youngBytes, externalBytes: external, delayP50Ms: delayMs(50), delayP99Ms: delayMs(99), delayMaxMs: delayMs(100) };
    eventLoop.reset();
    return Promise.resolve(usage);
  },
  rss: () => Promise.resolve(process.memoryUsage.rss()),
  /** What is left in memory once all garbage has been collected. */
  liveMemory: () =>
    inspected(async (session) => {
      await session.post('HeapProfiler.collectGarbage');
      const { heapUsed, external, rss } = process.memoryUsage();
      return { heapBytes: heapUsed, externalBytes: external, rssBytes: rss };
    }),
  /** Writes what the CPU does for so long, as the tools of Chromium read it. */
  profile: ({ milliseconds, file }) =>
    inspected(async (session) => {
      await session.post('Profiler.enable');
      await session.post('Profiler.start');
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      const { profile } = await session.post('Profiler.stop');
      writeFileSync(file, JSON.stringify(profile));
    }),
  /** Writes what allocates memory for so long, also what was collected meanwhile. */
  allocations: ({ milliseconds, file }) =>
    inspected(async (session) => {
      const options = { samplingInterval: 65_536, includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true };
      await session.post('HeapProfiler.startSampling', options);
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      const { profile } = await session.post('HeapProfiler.stopSampling');
      writeFileSync(file, JSON.stringify(profile));
    }),
  /** Writes all that is in memory. */
  heapSnapshot: ({ file }) => Promise.resolve(writeHeapSnapshot(file)),
  /** How many of the devices respond. */
  responding: async () => {
    const api = await vscode.extensions.getExtension('psx-tools.psx-explorer')?.activate();
    return api.devices.filter((/** @type {{communication: {state: string}}} */ { communication }) => communication.state === 'responding').length;
  },
  /** The communication with each device, by its id. */
  communications: async () => {
    const api = await vscode.extensions.getExtension('psx-tools.psx-explorer')?.activate();
    return Object.fromEntries(
      api.devices.map((/** @type {{id: string, communication: {state: string, lastSuccess?: number}}} */ { id, communication: { state, lastSuccess } }) => [id, { state, lastSuccess }]),
    );
  },
  /** The HTTP sessions with larger ids than those of `newest`, by the id of the device; of the others those that have not ended. */
  sessionsSince: async ({ newest }) => {
    const api = await vscode.extensions.getExtension('psx-tools.psx-explorer')?.activate();
    return Object.entries(newest).flatMap(([deviceId, after]) =>
      api
        .httpSessions(deviceId)
        .map((/** @type {{id: number, uri: string, requestTime: number, timing?: object}} */ { id, uri, requestTime, timing }) => ({ deviceId, id, uri, at: requestTime, isNew: id > Number(after), isPending: timing === undefined }))
        .filter((/** @type {{isNew: boolean, isPending: boolean}} */ { isNew, isPending }) => isNew || isPending),
    );
  },
  /** Refreshes until so many sessions were recorded, or for so long, not faster than so many a second. */
  fill: async ({ deviceId, count = Number.POSITIVE_INFINITY, milliseconds = Number.POSITIVE_INFINITY, perSecond = Number.POSITIVE_INFINITY }) => {
    const api = await vscode.extensions.getExtension('psx-tools.psx-explorer')?.activate();
    const newest = () => api.httpSessions(deviceId)[0]?.id ?? 0;
    const [first, start] = [newest(), Date.now()];
    while (newest() - first < count && Date.now() - start < milliseconds) {
      await vscode.commands.executeCommand('psx.refresh', { deviceId });
      const ahead = ((newest() - first) / perSecond) * 1000 - (Date.now() - start);
      if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead));
    }
    return { recorded: newest() - first, milliseconds: Date.now() - start };
  },
};

/** Listens on 127.0.0.1 for whoever knows the token, and writes the port to a file. */
function activate() {
  const { PSX_BENCH_TOKEN, PSX_BENCH_PORT_FILE, PSX_BENCH_UNFORESEEN_FILE } = process.env;
  if (PSX_BENCH_TOKEN === undefined || PSX_BENCH_PORT_FILE === undefined) return;
  if (PSX_BENCH_UNFORESEEN_FILE !== undefined) writeUnforeseen(PSX_BENCH_UNFORESEEN_FILE);
  eventLoop.enable();
  const server = createServer(async (request, response) => {
    if (request.headers.authorization !== PSX_BENCH_TOKEN) {
      response.writeHead(403).end();
      return;
    }
    try {
      const { action, ...argument } = await bodyOf(request);
      response.end(JSON.stringify({ value: await actions[action]?.(argument) }));
    } catch (error) {
      response.end(JSON.stringify({ error: String(error) }));
    }
  });
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    writeFileSync(PSX_BENCH_PORT_FILE, String(typeof address === 'object' && address !== null ? address.port : ''));
  });
}

module.exports = { activate };
