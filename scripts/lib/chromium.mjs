// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { root } from './paths.mjs';
import { run } from './process.mjs';

const asRoot = process.getuid?.() === 0;

/** What Chromium is started with: no traffic of its own, and no sandbox only where there can be none. */
export const chromiumArgs = [
  ...(asRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @returns {string | undefined} */
function find() {
  const onPath = (process.env.PATH ?? '').split(path.delimiter).flatMap((folder) =>
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map((name) => path.join(folder, name)),
  );
  const candidates = [
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    ...onPath,
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    chromium.executablePath(),
  ];
  return candidates.find((file) => existsSync(file));
}

/**
 * Finds Chromium, or installs it: as root on Debian with apt, else with Playwright.
 * @param {(line: string) => void} [log]
 * @returns {Promise<string>} the path of the program
 */
export async function ensureChromium(log = console.log) {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) {
    if (existsSync(wanted)) return wanted;
    throw new Error(`CHROMIUM_PATH is set to ${wanted}, which does not exist.`);
  }
  const found = find();
  if (found) return found;
  /** @type {string[]} */
  const failures = [];
  for (const install of [installWithApt, installWithPlaywright]) {
    try {
      await install(log);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
    const installed = find();
    if (installed) return installed;
  }
  throw new Error(
    ['These tests need Chromium, and it could not be installed.', 'Install Chromium or Google Chrome, or set CHROMIUM_PATH to one.', ...failures].join('\n'),
  );
}

/** @param {(line: string) => void} log */
async function installWithApt(log) {
  // Not on Ubuntu, whose chromium package is only a pointer to a snap.
  if (!asRoot || !existsSync('/etc/os-release') || !/^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))) return;
  log('Installing Chromium with apt-get, once …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env, quiet: true });
  await run('apt-get', ['install', '-y', 'chromium'], { env, quiet: true });
}

/** @param {(line: string) => void} log */
async function installWithPlaywright(log) {
  log('Installing Chromium with Playwright, once …');
  const cli = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  await run(process.execPath, [cli, 'install', 'chromium'], { quiet: true });
}
