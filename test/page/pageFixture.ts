import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import type { FakeHostOptions } from './fakeHost';
import { samplePage } from './sampleConfig';

export type ThemeName = 'dark' | 'light' | 'high-contrast' | 'high-contrast-light';

const root = path.resolve(__dirname, '..', '..');
const origin = 'http://page.test';
const [scriptNonce, styleNonce] = ['ScriptNonceOfTheTest', 'StyleNonceOfTheTest'];
const files: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/tablePage.js': { file: 'out/page/tablePage.js', type: 'text/javascript' },
  '/fakeHost.js': { file: 'out/page/fakeHost.js', type: 'text/javascript' },
  '/tablePage.css': { file: 'media/tablePage.css', type: 'text/css' },
  '/themes.css': { file: 'test/page/themes.css', type: 'text/css' },
};

/** As strict as in the real panel: scripts and the one style element of the toolkit by nonce, styles from the package. */
const policy = `default-src 'none'; style-src ${origin} 'nonce-${styleNonce}'; script-src 'nonce-${scriptNonce}'`;

function html(theme: ThemeName, subject: string): string {
  return `<!DOCTYPE html>
<html lang="en" class="theme-${theme}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta property="csp-nonce" content="${styleNonce}" />
    <title>Sessions</title>
    <link rel="stylesheet" href="/themes.css" />
    <link rel="stylesheet" href="/tablePage.css" />
  </head>
  <body class="vscode-${theme}" data-vscode-theme-kind="vscode-${theme}" data-subject="${subject}">
    <script nonce="${scriptNonce}" src="/fakeHost.js"></script>
    <script nonce="${scriptNonce}" src="/tablePage.js"></script>
  </body>
</html>`;
}

export interface OpenOptions extends Partial<FakeHostOptions> {
  readonly theme?: ThemeName;
  readonly subject?: string;
}

export const test = base.extend<{ open: (options?: OpenOptions) => Promise<void>; problems: string[] }>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const { chromiumArgs, ensureChromium } = await import('../../scripts/lib/chromium.mjs');
      await use({ ...launchOptions, executablePath: await ensureChromium(), args: chromiumArgs });
    },
    { scope: 'worker' },
  ],
  /** What went wrong in the page; a test that expects it empties the list. */
  problems: [
    async ({ page }, use) => {
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => (message.type() === 'error' ? problems.push(message.text()) : undefined));
      await use(problems);
      expect(problems).toEqual([]);
    },
    { auto: true },
  ],
  open: async ({ page }, use) => {
    await use(async ({ theme = 'dark', subject = 'gm-north', ...options } = {}) => {
      await page.route(`${origin}/**`, (route) => {
        const { pathname } = new URL(route.request().url());
        const entry = files[pathname];
        return entry === undefined
          ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: html(theme, subject) })
          : route.fulfill({ contentType: `${entry.type}; charset=utf-8`, body: readFileSync(path.join(root, entry.file)) });
      });
      await page.addInitScript((given) => (window.fakeHostOptions = given), { config: samplePage, rowCount: 10_000, ...options });
      await page.goto(`${origin}/page.html`);
      await expect(page.getByRole('grid').first()).toBeVisible();
    });
  },
});

/** Number of elements in the document, and of text nodes. */
export function nodeCount(page: Page): Promise<number> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    let count = 0;
    while (walker.nextNode()) {
      count += 1;
    }
    return count;
  });
}

export { expect };
