import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { TablePanel } from './tablePanel.ts';
import { expect, test } from './workbench.ts';

test.use({ userSettings: { 'psx.polling.interval': 1 }, permissions: ['clipboard-read', 'clipboard-write'] });

test('an engineer sees every request, finds the slow ones and takes them along', async ({ workbench, settings, page }) => {
  test.slow();
  const { tree, notifications, quickInput } = workbench;
  await workbench.openView('PSX');
  await tree.welcome.getByRole('button', { name: 'Try the Simulator' }).click();
  await expect(tree.description('Simulated M3000')).toContainText('Responding');
  await tree.chooseFromMenu('Simulated M3000', 'Show HTTP Sessions');
  await expect(workbench.editorTab('HTTP Sessions · Simulated M3000')).toBeVisible();
  let panel = new TablePanel(workbench.webview());

  await test.step('rows arrive, newest first, and are completed in place', async () => {
    await panel.waitForRows(5);
    const before = await panel.newestId();
    await expect.poll(() => panel.newestId()).toBeGreaterThan(before);
    const ids = (await panel.column('ID')).map(Number);
    expect(ids).toEqual(ids.toSorted((one, other) => other - one));
    await expect.poll(async () => (await panel.column('Response Status')).includes('OK')).toBe(true);
    await expect(panel.figures).toContainText('data loss');
  });

  await test.step('looks right in every theme', async () => {
    await panel.rows.nth(2).click();
    await expect(panel.detail).toContainText('Response headers');
    await workbench.screenshotInThemes('sessions');
    await panel.button('Close details (Escape)').click();
  });

  await test.step('filters by text, sorts by a column', async () => {
    await panel.filter.fill('IO3/module');
    await expect.poll(async () => [...new Set(await panel.column('URI'))].every((uri) => uri.includes('/io3/module'))).toBe(true);
    await panel.filter.fill('');
    await panel.header('Time Span').click();
    await expect(panel.header('Time Span')).toHaveAttribute('aria-sort', 'descending');
    await expect
      .poll(async () => {
        const spans = (await panel.column('Time Span')).map(Number.parseFloat).filter(Number.isFinite);
        return spans.length > 1 && spans.every((span, index) => index === 0 || span <= (spans[index - 1] ?? 0));
      })
      .toBe(true);
    await panel.header('ID').click();
    await expect(panel.header('ID')).toHaveAttribute('aria-sort', 'descending');
  });

  await test.step('stands still while paused, and catches up', async () => {
    await panel.button('Pause').click();
    await expect(panel.button('Resume')).toBeVisible();
    const before = await panel.column('ID');
    await tree.click('Simulated M3000', 'Refresh');
    await expect(tree.description('Simulated M3000')).toContainText('Responding');
    expect(await panel.column('ID')).toEqual(before);
    await panel.button('Resume').click();
    await expect.poll(() => panel.newestId()).toBeGreaterThan(Number(before[0]));
  });

  await test.step('copies a request as cURL, without the password', async () => {
    const id = String(await panel.newestId());
    await panel.row(id).click();
    await panel.detail.getByRole('button', { name: 'Copy as cURL' }).click();
    await expect(panel.statusLine).toContainText('Copied as cURL');
    const copied = String(await page.evaluate('navigator.clipboard.readText()'));
    expect(copied).toMatch(/^curl /);
    expect(copied).not.toMatch(/Basic [A-Za-z0-9+/=]{8}|Bearer [^ [$'"<]/);
  });

  await test.step('records nothing while Recording is off, and writes the setting', async () => {
    await panel.checkbox('Recording').click();
    await expect(panel.checkbox('Recording')).not.toBeChecked();
    await panel.button('Clear').click();
    await expect(panel.rows).toHaveCount(0);
    // The report is there after the device was asked.
    await tree.chooseFromMenu('Simulated M3000', 'Diagnose');
    await expect(workbench.editorTab(/diagnosis\.md/)).toBeVisible();
    await workbench.editorTab('HTTP Sessions · Simulated M3000').click();
    panel = new TablePanel(workbench.webview());
    await expect(panel.rows).toHaveCount(0);
    await expect(panel.frame.getByText('No request has been recorded.')).toBeVisible();
    await workbench.screenshot('sessions-empty');
    await panel.checkbox('Recording').click();
    await panel.waitForRows(3);
  });

  await test.step('opens an answer in an editor, and keeps filter and selection while it is hidden', async () => {
    await panel.filter.fill('module');
    await panel.rows.nth(1).click();
    const title = (await panel.detail.getByRole('heading').textContent()) ?? '';
    await panel.detail.getByRole('button', { name: 'Open response' }).click();
    await expect(workbench.editorTab(new RegExp(`response ${Number.parseInt(title)}\\.json`))).toBeVisible();
    await workbench.editorTab('HTTP Sessions · Simulated M3000').click();
    const shown = new TablePanel(workbench.webview());
    await expect(shown.filter).toHaveValue('module');
    await expect(shown.detail).toContainText(title);
    const before = await shown.newestId();
    await expect.poll(() => shown.newestId()).toBeGreaterThan(before);
  });

  await test.step('compares two answers', async () => {
    const shown = new TablePanel(workbench.webview());
    await shown.detail.getByRole('button', { name: 'Compare with…' }).click();
    await quickInput.items.first().click();
    await expect(workbench.editorTab(/Answers of requests \d+ ↔ \d+/)).toBeVisible();
    await expect(page.locator('.monaco-diff-editor .view-line').first()).toBeVisible();
    await workbench.screenshot('sessions-compare');
    await workbench.editorTab('HTTP Sessions · Simulated M3000').click();
  });

  await test.step('exports what is shown as HAR', async () => {
    const shown = new TablePanel(workbench.webview());
    await shown.button('Export…').click();
    await quickInput.pick('HAR');
    const file = path.join(settings.serverDataDir, 'workspace', 'sessions.har');
    await expect(quickInput.input).toHaveValue(/Simulated M3000 .*\.har$/);
    await quickInput.type(file);
    await quickInput.accept();
    await expect(notifications.withText('Exported')).toContainText('sessions.har');
    const har = JSON.parse(await readFile(file, 'utf8')) as { log: { version: string; entries: unknown[] } };
    expect(har.log.version).toBe('1.2');
    expect(har.log.entries.length).toBeGreaterThan(0);
    await notifications.press('Exported', 'Open');
    await expect(workbench.editorTab('sessions.har')).toBeVisible();
    await workbench.editorTab('HTTP Sessions · Simulated M3000').click();
  });

  await test.step('is there again after the window was reloaded', async () => {
    await workbench.reload();
    await expect(workbench.editorTab('HTTP Sessions · Simulated M3000')).toBeVisible({ timeout: 30_000 });
    const restored = new TablePanel(workbench.webview());
    await restored.waitForRows(2);
    await workbench.screenshot('sessions-restored');
  });

  await test.step('says so when its device is removed', async () => {
    await workbench.runCommand('PSX: Stop Simulated Device');
    await expect(workbench.webview().getByText('not configured any more')).toBeVisible();
  });
});

test.describe('a hostile device', () => {
  test.use({ deviceArguments: '--variant hostile' });

  test('changes nothing but text', async ({ workbench, device, settings, page }) => {
    const { tree, quickInput, notifications } = workbench;
    const problems: string[] = [];
    page.on('dialog', (dialog) => {
      problems.push(dialog.message());
      void dialog.dismiss();
    });
    await settings.change({ 'psx.devices': [{ id: 'hostile', name: '<b>GM</b>', host: device.host, port: device.port }] });
    await workbench.openView('PSX');
    await tree.row('Enter user name and password…').click();
    await quickInput.type(device.user);
    await quickInput.accept();
    await expect(quickInput.input).toHaveAttribute('type', 'password');
    await quickInput.type(device.password);
    await quickInput.accept();
    await tree.row('Review the certificate…').click();
    await notifications.answerDialog('uses its own certificate', 'Trust This Certificate');
    await expect(tree.description('<b>GM</b>')).toContainText('Responding');
    await tree.chooseFromMenu('<b>GM</b>', 'Show HTTP Sessions');
    const panel = new TablePanel(workbench.webview());
    await panel.filter.fill('io3/module');
    await panel.waitForRows(1);
    await expect.poll(async () => (await panel.column('Response Status'))[0]).toBe('OK');
    await panel.rows.first().click();
    await expect(panel.detail).toContainText('Response data');
    await expect(panel.frame.locator('.page img, .page script, .page iframe')).toHaveCount(0);
    await expect(panel.frame.locator('head > title')).not.toHaveText('hostile');
    expect(problems).toEqual([]);
    await workbench.screenshot('sessions-hostile');
  });
});
