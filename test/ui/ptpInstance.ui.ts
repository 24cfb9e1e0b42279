import { expect, test } from './workbench.ts';

test.use({ userSettings: { 'psx.polling.interval': 1, 'psx.alarms.raiseAfter': 0, 'psx.alarms.notifyFrom': 'off' } });

test('an engineer judges a grandmaster and its slaves', async ({ workbench }) => {
  test.slow();
  const { tree } = workbench;
  await workbench.openView('PSX');
  await tree.welcome.getByRole('button', { name: 'Try the Simulator' }).click();
  await expect(tree.description('Red')).toContainText('SLAVE');
  await workbench.setSideBarWidth(400);
  const page = workbench.webview();

  await test.step('a slave: what it follows, how well, and how that was', async () => {
    await tree.click('Red', 'Show PTP Instance');
    await expect(workbench.editorTab(/^Red · Simulated M3000/)).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Red');
    await expect(page.locator('.instance-state')).toContainText('SLAVE (9) · Synchronised with');
    await expect(page.locator('.instance-age')).toHaveText(/^data \d s old$/);
    await expect(page.getByRole('region', { name: 'Best master fields' })).toContainText('Clock identity');
    const offset = page.getByRole('figure', { name: 'Offset from master' });
    await expect(offset.locator('canvas')).toBeVisible();
    await expect(offset.locator('figcaption')).toHaveText(/^min .+ · mean .+ · max .+ns/);
    await expect(page.getByRole('img', { name: /^Port state: SLAVE/ })).toBeVisible();
    await workbench.screenshotInThemes('instance');
  });

  await test.step('a grandmaster: no offset, but clients', async () => {
    await tree.click('Blue', 'Show PTP Instance');
    await expect(page.locator('.instance-state')).toContainText('MASTER (6) · Local clock');
    await expect(page.getByRole('figure', { name: 'Offset from master' })).toContainText('A grandmaster has no offset');
    await workbench.screenshot('instance-grandmaster');
  });

  await test.step('who wins and why, and the topology', async () => {
    await page.getByRole('button', { name: 'Who wins and why' }).click();
    await expect(workbench.editorTab('BMCA: who wins and why')).toBeVisible();
    await expect(page.locator('.bmca-explanation')).not.toBeEmpty();
    await workbench.screenshotInThemes('bmca');
    await workbench.runCommand('PSX: Show Topology');
    await expect(page.getByRole('option', { name: /Blue/ }).first()).toBeVisible();
    await workbench.screenshotInThemes('topology');
  });

  await test.step('what happened, with before and after', async () => {
    await workbench.runCommand('PSX: Show Event Log');
    await expect(workbench.editorTab('Event Log · Simulated M3000')).toBeVisible();
    await expect(page.getByRole('grid', { name: 'Event log' })).toBeVisible();
    // From here on nothing is recorded: the gap is one, however fast the reload is.
    await tree.click('Simulated M3000', 'Pause Polling');
    await expect(tree.description('Simulated M3000')).toContainText('Paused');
    await workbench.screenshotInThemes('event-log');
    await workbench.editorTab(/^Red · Simulated M3000/).click();
    await expect(page.locator('.instance-age')).toHaveText(/^data [2-9]\d s old$/, { timeout: 60_000 });
    await workbench.editorTab('Event Log · Simulated M3000').click();
    await expect(page.getByRole('grid', { name: 'Event log' })).toBeVisible();
  });

  await test.step('a panel comes back after a reload, with its history', async () => {
    // The panel that was opened last.
    await workbench.waitUntilKept('psx.eventLog');
    await workbench.reload();
    // The simulator starts anew, once that of the window as it was has ended.
    await expect(tree.description('Red')).toContainText('SLAVE', { timeout: 60_000 });
    await workbench.editorTab(/^Red · Simulated M3000/).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Red');
    // What was recorded before the reload, the gap, and what came since.
    await expect(page.getByRole('figure', { name: 'Offset from master' }).locator('figcaption')).toContainText('1 gap');
    await workbench.screenshot('instance-reloaded');
  });
});
