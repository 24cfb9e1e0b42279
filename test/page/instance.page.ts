import { expect, keptState, master, slave, test } from './instanceFixture';

test('tells what the instance is, with units and words, and how old that is', async ({ page, openInstance }) => {
  await openInstance();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Uplink');
  await expect(page.locator('.instance-state')).toHaveText('SLAVE (9) · Synchronised with GM-North / io3 / Blue');
  await expect(page.locator('.instance-age')).toHaveText(/^data [3-9] s old$/);
  await expect(page.getByRole('region', { name: 'Best master fields' }).locator('dt')).toHaveText(['Priority 1', 'Clock class', 'Clock accuracy', 'Variance', 'Priority 2', 'Clock identity', 'Steps removed']);
  await expect(page.getByRole('table', { name: 'Profile check' }).getByRole('row').nth(1)).toContainText('✗ deviates');
});

test('draws what was recorded while it waits for the first answer, and the values with it', async ({ page, host, openInstance }) => {
  host.isWaiting = true;
  await openInstance();
  await expect(page.locator('.instance-state')).toHaveText('Waiting for the first answer');
  await expect(page.locator('.instance-age')).toHaveText('no data yet');
  await expect(page.getByRole('figure', { name: 'Offset from master' }).locator('canvas')).toBeVisible();
  await expect(page.locator('.instance-parts')).toBeHidden();
  await expect(page.locator('.status-line')).toBeHidden();
  await host.change(slave());
  await expect(page.locator('.instance-state')).toContainText('SLAVE (9)');
  await expect(page.locator('.instance-parts')).toBeVisible();
});

test('takes back what failed with its next success', async ({ page, host, openInstance }) => {
  const failure = { message: 'It did not work.', hint: 'Try again.' };
  host.failures.set('content', failure);
  await openInstance({ isFailing: true });
  await expect(page.locator('.status-line')).toContainText('It did not work.');
  host.failures.clear();
  await host.change(slave());
  await expect(page.locator('.status-line')).toBeHidden();
  host.failures.set('clients', failure);
  await host.change(master(100));
  await page.getByText('Unicast clients').click();
  await expect(page.locator('.status-line')).toContainText('It did not work.');
  host.failures.clear();
  await host.change(master(101));
  await expect(page.locator('.status-line')).toBeHidden();
});

test('says how bad it is also without colours', async ({ page, host, openInstance }) => {
  await openInstance();
  await expect(page.getByRole('img', { name: 'Severity: Warning' })).toBeVisible();
  await host.change({ ...slave(), severity: 'critical' });
  await expect(page.getByRole('img', { name: 'Severity: Critical' })).toBeVisible();
});

test('ages by itself, and starts anew with the next answer', async ({ page, host, openInstance }) => {
  await openInstance();
  await expect(page.locator('.instance-age')).toHaveText('data 5 s old');
  await host.change(slave());
  await expect(page.locator('.instance-age')).toHaveText('data 3 s old');
});

test('says why values are old, and takes that away again', async ({ page, host, openInstance }) => {
  await openInstance();
  const gone = slave();
  await host.change({ ...gone, instance: { ...gone.instance, missingSince: 1_000 } });
  await expect(page.locator('.instance-problem')).toContainText('The card no longer lists this instance');
  await host.change(slave());
  await expect(page.locator('.instance-problem')).toBeHidden();
});

test('draws the charts, and says their values in words', async ({ page, host, openInstance }) => {
  await openInstance();
  const offset = page.getByRole('figure', { name: 'Offset from master' });
  await expect(offset.locator('canvas')).toBeVisible();
  // No finer than the screen can show, and no coarser.
  const width = (await offset.locator('.u-over').boundingBox())!.width;
  expect(Math.abs((host.asked('charts')[0]?.maxPoints ?? 0) - width)).toBeLessThan(3);
  await expect(offset.locator('figcaption')).toHaveText(/^min −49 ns · mean .+ · max .+ · 1 gap$/);
  await expect(page.getByRole('img', { name: /^Port state: SLAVE.*2 changes in this time$/ })).toBeVisible();
});

test('is read, moved and zoomed by keys alone', async ({ page, host, openInstance }) => {
  await openInstance();
  const stage = page.getByRole('group', { name: 'Charts' });
  await stage.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('figure', { name: 'Offset from master' }).locator('.chart-values')).toHaveText(/ns \(.+ to .+\)/);
  await expect(page.getByRole('status').filter({ hasText: 'Mean path delay' })).toBeAttached();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => host.asked('charts').at(-1)?.toMs).toBeDefined();
  await page.keyboard.press('+');
  await expect.poll(() => host.asked('charts').at(-1)?.spanMs).toBe(400_000);
  await page.keyboard.press('Home');
  await expect.poll(() => host.asked('charts').at(-1)).toEqual(expect.objectContaining({ spanMs: 400_000 }));
  expect(host.asked('charts').at(-1)).not.toHaveProperty('toMs');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('figure', { name: 'Offset from master' }).locator('.chart-values')).toHaveText('');
});

test('zooms to what is marked with the mouse, and comes back', async ({ page, host, openInstance }) => {
  await openInstance();
  const box = (await page.getByRole('figure', { name: 'Offset from master' }).locator('.u-over').boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.25, box.y + 50);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.75, box.y + 50, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => Math.round((host.asked('charts').at(-1)?.spanMs ?? 0) / 10_000)).toBe(30);
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect.poll(() => host.asked('charts').at(-1)?.toMs).toBeUndefined();
});

test('chooses a range, and keeps it with what is folded open', async ({ page, host, openInstance }) => {
  await openInstance();
  await page.getByRole('button', { name: '24 h' }).click();
  await expect.poll(() => host.asked('charts').at(-1)?.spanMs).toBe(86_400_000);
  await expect(page.getByRole('button', { name: '24 h' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByText('Port data set').click();
  await expect.poll(async () => (await keptState(page)).open).toContain('Port data set');
  await page.reload();
  await expect(page.getByRole('button', { name: '24 h' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('Announce receipt timeout').last()).toBeVisible();
});

test('goes on with news, but not while it is paused or in the past', async ({ page, host, openInstance }) => {
  await openInstance();
  const count = () => host.asked('charts').length;
  const before = count();
  await host.send({ type: 'chartsChanged' });
  await expect.poll(count).toBe(before + 1);
  await page.getByRole('checkbox', { name: 'Pause' }).click();
  await host.send({ type: 'chartsChanged' });
  await host.change(slave());
  expect(count()).toBe(before + 1);
  await page.getByRole('checkbox', { name: 'Pause' }).click();
  await expect.poll(count).toBe(before + 2);
});

test('stays where it was paused, zoomed and hidden, until it is to go on', async ({ page, host, openInstance }) => {
  await openInstance();
  const [end, spanMs] = [1_800_000_000_000, 600_000];
  const last = () => host.asked('charts').at(-1);
  const pause = page.getByRole('checkbox', { name: 'Pause' });
  await pause.click();
  expect(await keptState(page)).toMatchObject({ isPaused: true, window: { spanMs, toMs: end } });
  host.nowMs = end + 60_000;
  await page.getByRole('group', { name: 'Charts' }).focus();
  await page.keyboard.press('+');
  await expect.poll(last).toMatchObject({ spanMs: 400_000, toMs: end - 100_000 });
  await page.getByRole('button', { name: '24 h' }).click();
  await expect.poll(last).toMatchObject({ spanMs: 86_400_000, toMs: end - 100_000 });
  await expect(page.getByRole('button', { name: '24 h' })).toHaveAttribute('aria-pressed', 'true');
  const before = host.asked('charts').length;
  await page.reload();
  await expect.poll(() => host.asked('charts').length).toBe(before + 1);
  expect(last()).toMatchObject({ spanMs: 86_400_000, toMs: end - 100_000 });
  await expect(pause).toBeChecked();
  await pause.click();
  await expect.poll(last).not.toHaveProperty('toMs');
  expect((await keptState(page)).window).toEqual({ spanMs: 86_400_000 });
});

test('what is paused ends with now at the latest, and goes on with "Back to now"', async ({ page, host, openInstance }) => {
  await openInstance();
  const last = () => host.asked('charts').at(-1);
  const pause = page.getByRole('checkbox', { name: 'Pause' });
  await pause.click();
  await page.getByRole('button', { name: 'Earlier' }).click();
  await expect.poll(last).toMatchObject({ toMs: 1_800_000_000_000 - 150_000 });
  await page.getByRole('button', { name: 'Later' }).click();
  await page.getByRole('button', { name: 'Later' }).click();
  await expect.poll(async () => Math.round(((await keptState(page)).window?.toMs ?? 0) / 60_000)).toBe(30_000_000);
  await expect(pause).toBeChecked();
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect.poll(last).not.toHaveProperty('toMs');
  await expect(pause).not.toBeChecked();
});

test('zooms and moves with buttons', async ({ page, host, openInstance }) => {
  await openInstance();
  const last = () => host.asked('charts').at(-1);
  await expect(page.getByRole('button', { name: 'Later' })).toBeDisabled();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(last).toMatchObject({ spanMs: 400_000 });
  await page.getByRole('button', { name: 'Zoom out' }).click();
  await expect.poll(last).toMatchObject({ spanMs: 600_000 });
  await page.getByRole('button', { name: 'Earlier' }).click();
  await expect.poll(() => Math.round(((last()?.toMs ?? 0) - 1_800_000_000_000) / 10_000)).toBe(-15);
  await page.getByRole('button', { name: 'Later' }).click();
  // Time went on meanwhile, so that this is not quite now.
  await page.getByRole('button', { name: 'Later' }).click();
  await expect.poll(last).not.toHaveProperty('toMs');
});

test('two clicks go back to now from the picture only', async ({ page, host, openInstance }) => {
  await openInstance();
  const offset = page.getByRole('figure', { name: 'Offset from master' });
  await page.getByRole('button', { name: 'Earlier' }).click();
  await expect.poll(() => host.asked('charts').at(-1)).toHaveProperty('toMs');
  await expect(page.getByRole('button', { name: 'Back to now' })).toBeEnabled();
  const before = host.asked('charts').length;
  await offset.locator('figcaption').dblclick();
  await offset.getByRole('heading').dblclick();
  expect(await keptState(page)).toHaveProperty('window.toMs');
  expect(host.asked('charts')).toHaveLength(before);
  await offset.locator('.u-over').dblclick();
  await expect.poll(() => host.asked('charts').at(-1)).not.toHaveProperty('toMs');
});

test('a grandmaster has no offset, and says so', async ({ page, openInstance }) => {
  await openInstance({ shown: master(3) });
  await expect(page.getByRole('figure', { name: 'Offset from master' })).toContainText('A grandmaster has no offset');
  await expect(page.locator('canvas:visible')).toHaveCount(0);
});

test('asks only for the clients in sight', async ({ page, host, openInstance }) => {
  await openInstance({ shown: master(1_000) });
  await page.getByText('Unicast clients').click();
  const rows = page.getByRole('table', { name: 'Unicast clients' }).getByRole('row');
  await expect(page.getByRole('cell', { name: '10.0.4.1', exact: true })).toBeVisible();
  expect(await rows.count()).toBeLessThan(40);
  await page.getByRole('table', { name: 'Unicast clients' }).evaluate((table) => (table.scrollTop = table.scrollHeight));
  await expect(page.getByRole('cell', { name: '10.0.4.1000', exact: true })).toBeVisible();
  expect(Math.max(...host.asked('clients').map(({ count }) => count))).toBeLessThan(40);
});

test('exports, follows links, and says what failed and what to do', async ({ page, host, openInstance }) => {
  await openInstance();
  await page.getByRole('button', { name: 'PNG' }).first().click();
  await expect.poll(() => host.asked('exportPng')[0]?.png.slice(0, 8)).toBe('iVBORw0K');
  await page.getByRole('button', { name: 'CSV…' }).click();
  await expect.poll(() => host.asked('exportCsv')).toEqual([{ kind: 'exportCsv', fromMs: 1_800_000_000_000 - 600_000, toMs: 1_800_000_000_000 }]);
  await expect(page.locator('.status-line')).toContainText('Exported.');
  host.failures.set('link', { message: 'This PTP instance is not there any more.', hint: 'Close this panel.' });
  await page.getByRole('button', { name: 'Event log' }).click();
  await expect(page.locator('.status-line')).toContainText(/This PTP instance is not there any more\.\s*Close this panel\./);
});

test('shows texts of a hostile device as texts', async ({ page, openInstance }) => {
  const hostile = slave();
  const name = '<img src=x onerror="document.body.dataset.hit=1"><script>document.body.dataset.hit=1</script>';
  await openInstance({ shown: { ...hostile, instance: { ...hostile.instance, name, profile: name, portState: name } } });
  await expect(page.getByRole('heading', { level: 1 })).toContainText('<img src=x');
  expect(await page.evaluate(() => document.body.dataset.hit)).toBeUndefined();
  expect(await page.locator('main img[src], main script').count()).toBe(0);
});
