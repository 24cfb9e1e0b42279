import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { TablePanel } from './tablePanel.ts';
import { expect, test, type Workbench } from './workbench.ts';

test.use({ userSettings: { 'psx.polling.interval': 1 } });

const device = 'Simulated M3000';
const communicationOf = (workbench: Workbench) => new TablePanel(workbench.webview(), 'Communication');
const handlersOf = (workbench: Workbench) => new TablePanel(workbench.webview(), 'Handlers');

/** Sends a message that the device refuses. */
async function askForNothing(workbench: Workbench): Promise<void> {
  const { quickInput, notifications } = workbench;
  await workbench.runCommand('PSX: Send Message…');
  await quickInput.pick(device);
  await expect(quickInput.item('Refresh')).toBeVisible();
  // The list shows a part of its items only.
  await quickInput.type('Get Raw Data');
  await quickInput.pick('Get Raw Data');
  await quickInput.answer('Get Raw Data', '/api/status/there-is-no-such-path');
  await expect(notifications.withText('The message "getRawData" failed')).toBeVisible();
  await notifications.clear();
}

test('an engineer watches what the parts tell each other, and tries a failed message again', async ({ workbench, settings }) => {
  test.slow();
  const { tree, notifications, quickInput } = workbench;
  await workbench.openView('PSX');
  await tree.welcome.getByRole('button', { name: 'Try the Simulator' }).click();
  await expect(tree.description(device)).toContainText('Responding');
  await workbench.runCommand('PSX: Show Inter App');
  await expect(workbench.editorTab('Inter App')).toBeVisible();
  const [communication, handlers] = [communicationOf(workbench), handlersOf(workbench)];

  await test.step('what was discovered is there: events from the device to its cards, each with its handler', async () => {
    await communication.choose('Kind', 'Event');
    await communication.waitForRows(1);
    await expect.poll(async () => (await communication.column('Source')).every((source) => /^(chassis|card)\/Simulated M3000/.test(source))).toBe(true);
    await expect.poll(async () => new Set(await communication.column('State'))).toEqual(new Set(['✓ Executed successfully']));
    await communication.choose('Kind', 'Kind: any');
    await expect.poll(async () => (await communication.rowCount.textContent())?.match(/^[\d,]+/)?.[0]).toBe((await handlers.rowCount.textContent())?.match(/^[\d,]+/)?.[0]);
  });

  await test.step('a message that fails is seen at once, newest first', async () => {
    await askForNothing(workbench);
    await expect.poll(async () => (await communication.column('Name'))[0]).toBe('getRawData');
    expect((await communication.column('State'))[0]).toBe('✗ Failed');
    expect((await communication.column('Source'))[0]).toBe('user');
    expect((await communication.column('Destination'))[0]).toBe(`chassis/${device}`);
    await expect(communication.figures).toContainText('failed');
  });

  await test.step('a selected communication selects its handler, and the reverse', async () => {
    await communication.rows.first().click();
    const id = (await communication.selected.locator('[aria-colindex="1"]').textContent()) ?? '';
    const communicationId = (await handlers.header('Communication ID').getAttribute('aria-colindex')) ?? '';
    await expect(handlers.selected.locator(`[aria-colindex="${communicationId}"]`)).toHaveText(id);
    await handlers.rows.nth(1).click();
    const other = (await handlers.selected.locator(`[aria-colindex="${communicationId}"]`).textContent()) ?? '';
    expect(other).not.toBe(id);
    await expect(communication.selected.locator('[aria-colindex="1"]')).toHaveText(other);
    await handlers.detail.getByRole('button', { name: new RegExp(`^Communication ${other}:`) }).click();
    await expect(communication.detail.getByRole('heading')).toHaveText(new RegExp(`^${other} ·`));
    await handlers.button('Close details (Escape)').click();
    await communication.row(id).click();
  });

  await test.step('looks right in every theme', async () => {
    await expect(communication.detail).toContainText('What to do');
    await expect(communication.detail).toContainText('there-is-no-such-path');
    await workbench.screenshotInThemes('inter-app');
  });

  await test.step('Retry sends the message once more and says why it failed again', async () => {
    const before = await communication.newestId();
    await communication.detail.getByRole('button', { name: 'Retry' }).click();
    await expect.poll(() => communication.newestId()).toBeGreaterThan(before);
    await expect(communication.statusLine).not.toBeEmpty();
    await communication.detail.getByRole('button', { name: /^Tried again as message/ }).click();
    await expect(communication.detail.getByRole('button', { name: new RegExp(`^Tries again message ${before}`) })).toBeVisible();
    await communication.choose('Kind', 'Event');
    await communication.rows.first().click();
    await expect(communication.detail.getByRole('button', { name: 'Retry' })).toBeDisabled();
    await communication.choose('Kind', 'Kind: any');
    await communication.button('Close details (Escape)').click();
  });

  await test.step('filters by state, source and destination, sorts by a column', async () => {
    await communication.choose('State', 'Failed');
    await expect.poll(async () => new Set(await communication.column('State'))).toEqual(new Set(['✗ Failed']));
    await communication.textFilter('Source').fill('chassis/');
    await expect(workbench.webview().getByText('No communication passes the filters.')).toBeVisible();
    await communication.textFilter('Source').fill('USER');
    await communication.textFilter('Destination').fill('m3000');
    await communication.waitForRows(2);
    await communication.header('ID').click();
    await expect(communication.header('ID')).toHaveAttribute('aria-sort', 'ascending');
    const ids = (await communication.column('ID')).map(Number);
    expect(ids).toEqual(ids.toSorted((one, other) => one - other));
  });

  await test.step('exports what is shown as JSON, and the handlers as CSV', async () => {
    const folder = path.join(settings.serverDataDir, 'workspace');
    await communication.button('Export…').click();
    await quickInput.pick('JSON');
    await expect(quickInput.input).toHaveValue(/Inter App communications .*\.json$/);
    await quickInput.type(path.join(folder, 'communications.json'));
    await quickInput.accept();
    await expect(notifications.withText('Exported the shown')).toContainText('communications.json');
    const exported = JSON.parse(await readFile(path.join(folder, 'communications.json'), 'utf8')) as { name: string; state: string }[];
    expect(exported.length).toBeGreaterThanOrEqual(2);
    expect(exported.every(({ name, state }) => name === 'getRawData' && state === 'failed')).toBe(true);
    await notifications.clear();
    await handlers.button('Export…').click();
    await quickInput.pick('CSV');
    await expect(quickInput.input).toHaveValue(/Inter App handlers .*\.csv$/);
    await quickInput.type(path.join(folder, 'handlers.csv'));
    await quickInput.accept();
    await notifications.press('Exported all', 'Open');
    await expect(workbench.editorTab('handlers.csv')).toBeVisible();
    expect(await readFile(path.join(folder, 'handlers.csv'), 'utf8')).toContain('ID,Handler,Communication ID,State');
    await workbench.editorTab('Inter App').click();
  });

  await test.step('is there again after the window was reloaded, with its filters', async () => {
    await expect(communicationOf(workbench).textFilter('Source')).toHaveValue('USER');
    await workbench.waitUntilKept('"destination":"m3000"');
    await workbench.reload();
    await expect(workbench.editorTab('Inter App')).toBeVisible({ timeout: 30_000 });
    // Which tab was in front VS Code may have written down too late.
    await workbench.editorTab('Inter App').click();
    const restored = communicationOf(workbench);
    await expect(restored.textFilter('Source')).toHaveValue('USER', { timeout: 30_000 });
    await expect(restored.textFilter('Destination')).toHaveValue('m3000');
  });

  await test.step('is empty after Clear', async () => {
    const restored = communicationOf(workbench);
    await workbench.webview().getByRole('button', { name: 'Clear filters' }).first().click();
    await restored.waitForRows(1);
    await tree.click(device, 'Pause Polling');
    await restored.button('Clear').click();
    await expect(restored.rows).toHaveCount(0);
    await expect(handlersOf(workbench).rows).toHaveCount(0);
    await expect(workbench.webview().getByText('Nothing has been sent.')).toBeVisible();
    await workbench.screenshot('inter-app-empty');
  });
});
