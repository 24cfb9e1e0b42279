// @ts-check
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { chromiumArgs, ensureChromium } from './chromium.mjs';

/**
 * Opens a page that makes VS Code run a module's `run()` inside its real extension host, and waits for the exit code.
 * The server must have been started with `smokeTestDriver`.
 * @param {object} options
 * @param {import('./vscode-server.mjs').VsCodeServer} options.server
 * @param {string} options.extensionPath the extension under development
 * @param {string} options.testsPath the module
 * @param {string} options.workspace the folder to open
 * @param {AbortSignal} options.signal closes the page
 */
export async function runInHost({ server, extensionPath, testsPath, workspace, signal }) {
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArgs });
  signal.addEventListener('abort', () => void browser.close());
  const page = await browser.newPage();
  /** @type {Promise<void>} */
  const exit = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', () => resolve()));
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
    if (type === 'error' && process.env.PSX_TEST_VERBOSE) console.log('    host:', ...args);
  });
  const remote = (/** @type {string} */ file) => `vscode-remote://${server.authority}${pathToFileURL(file).pathname}`;
  const url = new URL(server.url);
  url.searchParams.set('folder', pathToFileURL(workspace).pathname);
  url.searchParams.set(
    'payload',
    JSON.stringify([
      ['extensionDevelopmentPath', remote(extensionPath)],
      ['extensionTestsPath', remote(testsPath)],
    ]),
  );
  await page.goto(url.href);
  await exit;
}
