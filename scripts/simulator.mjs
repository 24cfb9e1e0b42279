// @ts-check
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const usage = `Usage: node scripts/simulator.mjs [options]
Runs a simulated LANTIME M3000 with two PSX cards.

  --host ADDRESS      address to listen on (127.0.0.1)
  --port N            TCP port (0: a free one)
  --https             HTTPS with a self-signed certificate
  --user NAME         user name (info)
  --password TEXT     password (random, printed once)
  --variant NAME      shape of the PSX module's JSON (standard)
  --auto              scenario steps happen by themselves
  --replay FILE.json  serve a recorded answer of /api/status instead
  --json              first line of stdout: {"url","user","password","fingerprint"}
  --help`;

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

class UsageError extends Error {}

/** Loads the bundle; makes it first when it is not there. */
async function loadSimulator() {
  const bundle = path.join(root, 'dist', 'simulator.js');
  if (!existsSync(bundle)) {
    const { build } = await import('esbuild');
    await build({
      entryPoints: [path.join(root, 'src', 'simulator', 'index.ts')],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      logLevel: 'error',
    });
  }
  const loaded = await import(pathToFileURL(bundle).href);
  return loaded.default ?? loaded;
}

/** The command line, checked. */
function readFlags() {
  const { values } = (() => {
    try {
      return parseArgs({
        options: {
          host: { type: 'string' },
          port: { type: 'string' },
          https: { type: 'boolean' },
          user: { type: 'string' },
          password: { type: 'string' },
          variant: { type: 'string' },
          auto: { type: 'boolean' },
          replay: { type: 'string' },
          json: { type: 'boolean' },
          help: { type: 'boolean', short: 'h' },
        },
      });
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
  })();
  const port = Number(values.port ?? '0');
  if (!/^\d+$/.test(values.port ?? '0') || port > 65_535) {
    throw new UsageError(`--port must be a number from 0 to 65535, not "${values.port}".`);
  }
  if (values.user?.includes(':')) {
    throw new UsageError('--user must not hold a colon: HTTP Basic cannot carry it.');
  }
  if (values.replay !== undefined && (values.variant !== undefined || values.auto)) {
    throw new UsageError('--replay goes with neither --variant nor --auto.');
  }
  return { ...values, port };
}

/** @param {string} file */
function readRecording(file) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--replay: ${file} cannot be read (${error instanceof Error ? error.message : error}).`);
  }
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new UsageError(`--replay: ${file} is not JSON.`);
  }
  return text;
}

async function main() {
  const flags = readFlags();
  if (flags.help) {
    console.log(usage);
    return;
  }
  const simulator = await loadSimulator();
  if (flags.variant !== undefined && !simulator.variantNames.includes(flags.variant)) {
    throw new UsageError(`--variant must be one of ${simulator.variantNames.join(', ')}; not "${flags.variant}".`);
  }
  const server = {
    host: flags.host,
    port: flags.port,
    https: flags.https,
    user: flags.user,
    password: flags.password ?? randomBytes(9).toString('base64url'),
  };
  const device =
    flags.replay === undefined
      ? await simulator.startSimulator({ ...server, variant: flags.variant, autoScenario: flags.auto })
      : await simulator.startReplay({ ...server, body: readRecording(flags.replay) });

  // One handler for all ways to end; the second signal finds Node's own again.
  const stop = () => void device.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);

  announce(device, flags);
  if (process.stdin.isTTY && !flags.json) {
    startConsole(simulator, device, stop);
  }
}

/**
 * Tells where the device is and how to log in.
 * @param {import('../src/simulator').SimulatedDevice} device
 * @param {ReturnType<typeof readFlags>} flags
 */
function announce(device, flags) {
  const { url, user, password, fingerprint256 } = device;
  if (flags.json) {
    console.log(JSON.stringify({ url, user, password, fingerprint: fingerprint256 ?? null }));
    return;
  }
  console.log(`Simulated device   ${url}`);
  console.log(`User               ${user}`);
  console.log(`Password           ${flags.password === undefined ? `${password} (for this run)` : 'as given'}`);
  if (fingerprint256 !== undefined) {
    console.log(`SHA-256            ${fingerprint256}`);
  }
  console.log('Ends with Ctrl+C.');
}

/**
 * Lets a person switch faults and take scenario steps.
 * @param {typeof import('../src/simulator')} simulator
 * @param {import('../src/simulator').SimulatedDevice} device
 * @param {() => void} stop
 */
function startConsole(simulator, device, stop) {
  console.log('Type help for the faults and steps.');
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  lines.prompt();
  lines.on('line', async (line) => {
    if (['quit', 'exit'].includes(line.trim())) {
      lines.close();
      return;
    }
    const reply = await simulator.runConsoleCommand(device, line);
    if (reply !== '') {
      console.log(reply);
    }
    lines.prompt();
  });
  lines.on('close', stop);
}

try {
  await main();
} catch (error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
  } else if (code === 'EADDRINUSE') {
    console.error(`${message}\nThe port is taken: choose another --port, or leave it out for a free one.`);
    process.exitCode = 1;
  } else if (code === 'EADDRNOTAVAIL' || code === 'EACCES' || code === 'ENOTFOUND') {
    console.error(`${message}\nThis address or port cannot be listened on: check --host and --port.`);
    process.exitCode = 1;
  } else {
    console.error(error);
    process.exitCode = 1;
  }
}
