// @ts-check
import { spawn, spawnSync } from 'node:child_process';

const windows = process.platform === 'win32';

/** @type {Set<import('node:child_process').ChildProcess>} */
const trees = new Set();

process.once('exit', () => trees.forEach((child) => signalTree(child, 'SIGKILL')));

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function signalTree(child, signal) {
  if (child.pid === undefined) return;
  if (windows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has ended already.
  }
}

/** @param {import('node:child_process').ChildProcess} child */
function groupIsAlive(child) {
  if (windows || child.pid === undefined) return child.exitCode === null && child.signalCode === null;
  try {
    process.kill(-child.pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts a process that leads its own group, so that `stopTree` reaches its children too. The group is also killed
 * when this process exits, whatever the reason short of SIGKILL.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function spawnTree(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options, detached: !windows });
  trees.add(child);
  return child;
}

/**
 * Ends a process started by `spawnTree` and everything it started; returns when all of it is gone.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function stopTree(child) {
  signalTree(child, 'SIGTERM');
  for (let waited = 0; groupIsAlive(child); waited += 50) {
    if (waited === 3000) signalTree(child, 'SIGKILL');
    if (waited > 8000) throw new Error(`Process ${child.pid} does not end.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  trees.delete(child);
}

/**
 * Makes Ctrl-C and SIGTERM run `cleanup` (once) and then exit with the signal's usual code.
 * @param {() => Promise<void> | void} [cleanup]
 */
export function exitOnSignal(cleanup = () => {}) {
  let ending = false;
  for (const [signal, code] of /** @type {const} */ ([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]])) {
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      void Promise.resolve(cleanup()).finally(() => process.exit(code));
    });
  }
}

/**
 * Keeps the last characters of a process's output, for error messages.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} [size]
 */
export function tailOf(child, size = 8000) {
  let text = '';
  const add = (/** @type {Buffer} */ chunk) => (text = (text + chunk.toString()).slice(-size));
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text.trim();
}

/**
 * Runs a command to its end. `quiet` hides the output unless the command fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, shell?: boolean}} [options]
 * @returns {Promise<string>} the output, empty unless `quiet`
 */
export async function run(command, args, { cwd, env, quiet = false, shell = false } = {}) {
  const output = quiet ? 'pipe' : 'inherit';
  const child = spawnTree(command, args, { cwd, env, shell, stdio: ['ignore', output, output] });
  const tail = tailOf(child);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => resolve(status ?? signal));
  }).finally(() => trees.delete(child));
  if (code !== 0) throw new Error([`\`${command} ${args.join(' ')}\` ended with ${code}.`, tail()].filter(Boolean).join('\n'));
  return tail();
}

/**
 * Runs npm, as the same npm that runs this script where there is one.
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean}} [options]
 */
export function npm(args, options) {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.c?js$/.test(cli)) return run(process.execPath, [cli, ...args], options);
  return windows ? run('cmd', ['/d', '/s', '/c', 'npm', ...args], options) : run('npm', args, options);
}
