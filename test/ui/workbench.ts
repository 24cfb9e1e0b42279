import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test as base, expect, type FrameLocator, type Locator, type Page, type TestInfo } from '@playwright/test';
import type { SimulatedDevice } from '../../scripts/lib/simulated-device.mjs';
import type { Version } from '../../scripts/lib/vscode-install.mjs';
import type { VsCodeServer } from '../../scripts/lib/vscode-server.mjs';
import { isKept } from './keptState.ts';
import { Notifications } from './notifications.ts';
import { QuickInput } from './quickInput.ts';
import { type Settings, MachineSettings } from './machineSettings.ts';
import { Tree } from './tree.ts';

const themes = {
  dark: { name: 'Default Dark Modern', file: 'dark_modern' },
  light: { name: 'Default Light Modern', file: 'light_modern' },
  highContrast: { name: 'Default High Contrast', file: 'hc_black' },
  highContrastLight: { name: 'Default High Contrast Light', file: 'hc_light' },
} as const;

/** The page with VS Code in it. */
export class Workbench {
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly tree: Tree;

  constructor(
    readonly page: Page,
    private readonly settings: MachineSettings,
    private readonly testInfo: TestInfo,
  ) {
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page, this.quickInput);
    this.tree = new Tree(page, 'psx');
  }

  /** Runs a command by its full title ("PSX: Add Device") from the palette. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickInput.type(`>${title}`);
    await this.quickInput.pick(title);
  }

  /** Shows a view container by its title, from the activity bar. */
  async openView(title: string): Promise<void> {
    const tab = this.page.locator('.part.activitybar').getByRole('tab', { name: title });
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
  }

  /** The tab of an editor or panel. */
  editorTab(title: string | RegExp): Locator {
    return this.page.locator('.part.editor').getByRole('tab', { name: title });
  }

  /** An item of the status bar, by its text. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item').filter({ hasText: text });
  }

  /** The document inside the webview that is shown. */
  webview(): FrameLocator {
    return this.page.locator('iframe.webview.ready:visible').last().contentFrame().frameLocator('#active-frame');
  }

  /** Changes the colour theme. */
  async setTheme(theme: keyof typeof themes): Promise<void> {
    await this.settings.change({ 'workbench.colorTheme': themes[theme].name });
    await expect(this.page.locator('.monaco-workbench')).toHaveClass(new RegExp(`themes-${themes[theme].file}-json`));
  }

  /** Drags the side bar's edge, so that long rows are shown whole. */
  async setSideBarWidth(pixels: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (box === null) throw new Error('The side bar is not shown.');
    const y = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + pixels, y, { steps: 5 });
    await this.page.mouse.up();
    await this.page.mouse.move(0, 0);
  }

  /** Saves a picture of the page among the test's results and attaches it to the report. */
  async screenshot(name: string): Promise<void> {
    const file = this.testInfo.outputPath(`${name}.png`);
    await this.page.screenshot({ path: file });
    await this.testInfo.attach(name, { path: file, contentType: 'image/png' });
  }

  /** Saves a picture in each colour theme, and ends with the dark one. */
  async screenshotInThemes(name: string): Promise<void> {
    for (const theme of ['light', 'highContrast', 'highContrastLight', 'dark'] as const) {
      await this.setTheme(theme);
      await this.screenshot(`${name}-${theme}`);
    }
  }

  /**
   * Waits until VS Code has written down this text among what it keeps of the window, such as a webview's state.
   * In a browser it does so every few seconds, and not when the page goes away.
   */
  async waitUntilKept(text: string): Promise<void> {
    await expect.poll(() => isKept(this.page, text), { timeout: 60_000 }).toBe(true);
  }

  /** Loads the page again, which starts a new extension host. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.waitUntilReady();
  }

  /** Waits until VS Code has started and has read what the installed extensions contribute. */
  async waitUntilReady(): Promise<void> {
    const tab = this.page.locator('.part.activitybar').getByRole('tab', { name: 'PSX' });
    await expect(tab).toBeVisible({ timeout: 60_000 });
  }
}

interface Options {
  /** The VS Code to test in. */
  vscodeVersion: Version;
}

interface WorkerFixtures {
  /** The folder that the packed extension is installed in. */
  extensionsDir: string;
}

interface TestOptions {
  /** Settings of the machine before VS Code starts, such as `psx.devices`. */
  machineSettings: Settings;
  /** Settings of the user before VS Code starts, for those of scope `application`. */
  userSettings: Settings;
  /** Further arguments of scripts/simulator.mjs for `device`, such as `--variant compact`. */
  deviceArguments: string;
}

interface TestFixtures {
  settings: MachineSettings;
  /** A fresh VS Code. */
  server: VsCodeServer;
  /** A simulated chassis, started for the tests that ask for one. */
  device: SimulatedDevice;
  /** A fresh VS Code in an open page. */
  workbench: Workbench;
}

const temporaryFolder = (name: string) => mkdtemp(path.join(os.tmpdir(), `psx-ui-${name}-`));
const remove = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 10 });

// The scripts are ES modules, which Playwright's CommonJS can only load with `import()`.
const serverModule = () => import('../../scripts/lib/vscode-server.mjs');

/** Playwright's `test` with a VS Code of its own for each test. */
export const test = base.extend<TestFixtures & TestOptions, WorkerFixtures & Options>({
  vscodeVersion: [process.env.PSX_UI_VERSION === 'oldest' ? 'oldest' : 'newest', { scope: 'worker', option: true }],
  machineSettings: [{}, { option: true }],
  userSettings: [{}, { option: true }],
  deviceArguments: ['', { option: true }],

  launchOptions: [
    async ({ launchOptions }, use) => {
      const { chromiumArgs, ensureChromium } = await import('../../scripts/lib/chromium.mjs');
      await use({ ...launchOptions, executablePath: await ensureChromium(), args: chromiumArgs });
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  extensionsDir: [
    async ({ vscodeVersion }, use) => {
      const { installVsix } = await serverModule();
      const { manifest } = await import('../../scripts/lib/paths.mjs');
      const folder = await temporaryFolder('extensions');
      const extensionsDir = path.join(folder, 'extensions');
      await installVsix({ version: vscodeVersion, vsix: manifest().vsix, extensionsDir, serverDataDir: path.join(folder, 'data') });
      await use(extensionsDir);
      await remove(folder);
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  settings: async ({ vscodeVersion, machineSettings }, use) => {
    const folder = await temporaryFolder(`data-${vscodeVersion}`);
    const settings = new MachineSettings(await serverModule(), folder);
    await settings.change(machineSettings);
    await use(settings);
    await remove(folder);
  },

  server: async ({ vscodeVersion, extensionsDir, userSettings, settings }, use) => {
    const { startVsCodeServer } = await serverModule();
    const { serverDataDir } = settings;
    const server = await startVsCodeServer({ version: vscodeVersion, extensionsDir, serverDataDir, settings: userSettings });
    await use(server);
    await server.stop();
  },

  device: async ({ deviceArguments }, use) => {
    const { startSimulatedDevice } = await import('../../scripts/lib/simulated-device.mjs');
    const device = await startSimulatedDevice(deviceArguments.split(' ').filter(Boolean));
    await use(device);
    await device.stop();
  },

  workbench: async ({ page, server, settings }, use, testInfo) => {
    const workspace = path.join(settings.serverDataDir, 'workspace');
    await mkdir(workspace, { recursive: true });
    const url = new URL(server.url);
    url.searchParams.set('folder', workspace);
    await page.goto(url.href);
    const workbench = new Workbench(page, settings, testInfo);
    await workbench.waitUntilReady();
    await use(workbench);
    // A page that is left open would try to connect again while its server goes away.
    await page.close();
  },
});

export { expect };
