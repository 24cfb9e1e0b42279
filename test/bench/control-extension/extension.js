// @ts-check
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const vscode = require('vscode');

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
    const { rss, heapUsed } = process.memoryUsage();
    const delayMs = (/** @type {number} */ percentile) => Math.max(0, eventLoop.percentile(percentile) / 1e6 - resolutionMs);
    const usage = { atMs: performance.now(), cpuMs: (user + system) / 1000, rssBytes: rss, heapBytes: heapUsed, delayP50Ms: delayMs(50), delayP99Ms: delayMs(99), delayMaxMs: delayMs(100) };
    eventLoop.reset();
    return Promise.resolve(usage);
  },
  /** How many of the devices respond. */
  responding: async () => {
    const api = await vscode.extensions.getExtension('psx-tools.psx-explorer')?.activate();
    return api.devices.filter((/** @type {{communication: {state: string}}} */ { communication }) => communication.state === 'responding').length;
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
  const { PSX_BENCH_TOKEN, PSX_BENCH_PORT_FILE } = process.env;
  if (PSX_BENCH_TOKEN === undefined || PSX_BENCH_PORT_FILE === undefined) return;
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
