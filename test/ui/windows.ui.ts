import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import type { SimulatedDevice } from '../../scripts/lib/simulated-device.mjs';
import { CountingProxy } from './countingProxy.ts';
import { extensionHosts } from './extensionHosts.ts';
import type { MachineSettings } from './machineSettings.ts';
import { TablePanel } from './tablePanel.ts';
import { expect, test, Workbench } from './workbench.ts';

test.use({ userSettings: { 'psx.polling.interval': 1 } });

/** Each poll of a device with two PSX cards takes two. */
const requestsToCount = 24;

async function openWindow(page: Page, settings: MachineSettings, url: string, name: string, testInfo: TestInfo): Promise<Workbench> {
  const workspace = path.join(settings.serverDataDir, name);
  await mkdir(workspace, { recursive: true });
  const address = new URL(url);
  address.searchParams.set('folder', workspace);
  await page.goto(address.href);
  const workbench = new Workbench(page, settings, testInfo);
  await workbench.waitUntilReady();
  await workbench.openView('PSX');
  return workbench;
}

/** Answers the questions for a log-in. */
async function logIn({ quickInput }: Workbench, { user, password }: Pick<SimulatedDevice, 'user' | 'password'>): Promise<void> {
  await quickInput.type(user);
  await quickInput.accept();
  await expect(quickInput.input).toHaveAttribute('type', 'password');
  await quickInput.type(password);
  await quickInput.accept();
}

test('two windows ask a device as often as one, and the second goes on when the first is killed', async ({ workbench: first, context, server, settings, device }, testInfo) => {
  test.slow();
  const proxy = await CountingProxy.start(device);
  await settings.change({ 'psx.devices': [{ id: 'north', name: 'GM-North', host: `http://127.0.0.1:${proxy.port}` }] });
  await first.openView('PSX');
  await first.tree.row('Enter user name and password…').click();
  await logIn(first, device);
  await expect(first.tree.description('GM-North')).toContainText('Responding');
  const rateOfOne = await proxy.rate(requestsToCount);

  const second = await openWindow(await context.newPage(), settings, server.url, 'second', testInfo);
  await expect(second.tree.description('GM-North')).toContainText('Responding', { timeout: 30_000 });
  await expect(second.tree.row('io3  PSX210')).toBeVisible();

  await test.step('the device sees the rate of one', async () => {
    const rateOfTwo = await proxy.rate(requestsToCount);
    testInfo.annotations.push({ type: 'request rate', description: `one window ${rateOfOne.toFixed(2)}/s, two windows ${rateOfTwo.toFixed(2)}/s` });
    expect(rateOfTwo).toBeLessThan(rateOfOne * 1.4);
    expect(rateOfTwo).toBeGreaterThan(rateOfOne / 1.4);
  });

  await test.step('the second shows the requests of the first', async () => {
    await second.tree.chooseFromMenu('GM-North', 'Show HTTP Sessions');
    const sessions = new TablePanel(second.webview());
    await expect(sessions.rows.first()).toBeVisible();
    await second.screenshot('second-window-sessions');
  });

  await test.step('a pause in one is a pause in both', async () => {
    await second.tree.click('GM-North', 'Pause Polling');
    await expect(second.tree.description('GM-North')).toContainText('Paused');
    await first.page.bringToFront();
    await expect(first.tree.description('GM-North')).toContainText('Paused');
    await first.tree.row('Resume polling').click();
    await expect(first.tree.description('GM-North')).toContainText('Responding');
    await expect(second.tree.description('GM-North')).toContainText('Responding');
  });

  // A browser keeps secrets for each page by itself.
  await second.page.bringToFront();
  await second.tree.chooseFromMenu('GM-North', 'Set Credentials…');
  await logIn(second, device);
  await expect(second.quickInput.input).toBeHidden();

  await test.step('the second polls within five seconds when the first is killed', async () => {
    const hosts = await extensionHosts(server.pid ?? Number.NaN);
    expect(hosts).toHaveLength(2);
    const killedAt = Date.now();
    process.kill(hosts[0] ?? Number.NaN, 'SIGKILL');
    const nextAfter = (at: number): number | undefined => proxy.times.find((time) => time > at);
    // What the killed one had sent may arrive a moment later.
    await expect.poll(() => nextAfter(killedAt + 100), { timeout: 20_000 }).toBeDefined();
    const handedOverMs = (nextAfter(killedAt + 100) ?? 0) - killedAt;
    testInfo.annotations.push({ type: 'handed over', description: `${handedOverMs} ms after the kill` });
    expect(handedOverMs).toBeLessThan(5_000);
    await second.page.bringToFront();
    await expect(second.tree.description('GM-North')).toContainText('Responding');
    await second.screenshot('second-window-goes-on');
    await proxy.rate(requestsToCount);
  });
  console.log(testInfo.annotations.flatMap(({ type, description }) => (description === undefined ? [] : [`${type}: ${description}`])).join('; '));
  await proxy.stop();
});

test('the right log-in that is entered in a page is used, although the page that polls was refused with its own', async ({ workbench: first, context, server, settings, device }, testInfo) => {
  test.slow();
  const proxy = await CountingProxy.start(device);
  await settings.change({ 'psx.devices': [{ id: 'north', name: 'GM-North', host: `http://127.0.0.1:${proxy.port}` }] });
  await first.openView('PSX');
  await first.tree.row('Enter user name and password…').click();
  await logIn(first, { ...device, password: 'mistyped' });
  await expect(first.tree.description('GM-North')).toContainText('Log-in refused');

  const second = await openWindow(await context.newPage(), settings, server.url, 'second', testInfo);
  await expect(second.tree.description('GM-North')).toContainText('Log-in refused', { timeout: 30_000 });
  await second.tree.row('Correct user name and password…').click();
  await logIn(second, device);
  await expect(second.tree.description('GM-North')).toContainText('Responding');
  await expect(second.tree.row('io3  PSX210')).toBeVisible();
  await second.screenshot('second-window-own-login');

  await test.step('and that of the page that polls as soon as it is right', async () => {
    const rateOfOne = await proxy.rate(requestsToCount);
    await first.page.bringToFront();
    await first.tree.row('Correct user name and password…').click();
    await logIn(first, device);
    await expect(first.tree.description('GM-North')).toContainText('Responding');
    await expect(second.tree.description('GM-North')).toContainText('Responding');
    expect(await proxy.rate(requestsToCount)).toBeLessThan(rateOfOne * 1.6);
  });
  await proxy.stop();
});
