import type { Trend } from '../../src/model/trend';
import { expect, keptState, master, portStateEvent, slave, test, watchDrawnTexts } from './instanceFixture';

/** The same value in every ten seconds of an hour. */
function steady(valueNs: number): Trend {
  const at = Array.from({ length: 360 }, (_, index) => 1_800_000_000_000 - 3_600_000 + index * 10_000);
  const values = at.map(() => valueNs);
  return { at, min: values, mean: values, max: values, count: at.map(() => 1), stepMs: 0, gaps: [] };
}

test('tells what the instance is, with units and words, and how old that is', async ({ page, openInstance }) => {
  await openInstance();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Uplink');
  await expect(page.locator('.instance-state')).toHaveText('SLAVE (9) · Synchronised with GM-North / io3 / Blue');
  await expect(page.locator('.instance-age')).toHaveText(/^data [3-9] s old$/);
  await expect(page.getByRole('region', { name: 'Best master fields' }).locator('dt')).toHaveText(['Priority 1', 'Clock class', 'Clock accuracy', 'Variance', 'Priority 2', 'Clock identity', 'Steps removed']);
  await expect(page.getByRole('heading', { name: 'of the grandmaster it follows (GM-North / io3 / Blue)' })).toBeVisible();
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
  await expect(offset.locator('figcaption')).toHaveText(/^min −49 ns · mean .+ · max .+ · 1 gap · warning from 250 ns · major from 1 µs, not in view$/);
  await expect(page.getByRole('img', { name: /^Port state: SLAVE.*2 changes in this time$/ })).toBeVisible();
});

test('names the limits at their lines, and those that are not in view at the edge', async ({ page, host, openInstance }) => {
  const drawn = await watchDrawnTexts(page);
  await openInstance();
  expect(await drawn()).toEqual(expect.arrayContaining(['warning 250 ns', 'major from 1 µs, not in view', 'warning from −250 ns, not in view']));
  await expect(page.getByRole('figure', { name: 'Mean path delay' }).locator('figcaption')).toContainText(/warning from 10 % off the median 1\.\d+ µs/);
  host.trend = steady(3);
  await host.send({ type: 'chartsChanged' });
  await expect(page.getByRole('figure', { name: 'Offset from master' }).locator('figcaption')).toContainText('warning from 250 ns, not in view, then major from 1 µs');
  expect(await drawn()).toContain('warning from 250 ns, not in view');
});

test('fills what is beyond a limit', async ({ page, host, openInstance }) => {
  host.trend = steady(700);
  await openInstance();
  const fillOf = (valueNs: number): Promise<number[]> =>
    page.locator('.chart-canvas canvas').first().evaluate((canvas: HTMLCanvasElement, share) => [...(canvas.getContext('2d')?.getImageData(canvas.width * 0.3, canvas.height * share, 1, 1).data ?? [])], valueNs);
  // All of it is beyond the warning, which is a colour, and no more than translucent.
  const [, , , alpha = 0] = await fillOf(0.2);
  expect(alpha).toBeGreaterThan(15);
  expect(alpha).toBeLessThan(128);
  host.trend = steady(3);
  await host.send({ type: 'chartsChanged' });
  await expect.poll(async () => (await fillOf(0.2))[3]).toBe(0);
});

test('shows a point that has no neighbour', async ({ page, host, openInstance }) => {
  const [from, to] = [host.nowMs - 600_000, host.nowMs];
  // Many points at the beginning, so that not all are shown as such, and a lone one in the middle of the rest.
  const at = [...Array.from({ length: 100 }, (_, index) => from + index * 1_000), (from + to) / 2];
  const values = at.map(() => 5);
  host.trend = { at, min: values, mean: values, max: values, count: at.map(() => 1), stepMs: 0, gaps: [{ fromMs: from + 99_001, toMs: (from + to) / 2 }, { fromMs: (from + to) / 2 + 1, toMs: to }] };
  await openInstance();
  const inked = (share: number): Promise<number> =>
    page.locator('.chart-canvas canvas').first().evaluate((canvas: HTMLCanvasElement, place) => {
      const over = document.querySelector('.u-over')!.getBoundingClientRect();
      const x = (over.left - canvas.getBoundingClientRect().left + over.width * place) * devicePixelRatio;
      const y = (over.top - canvas.getBoundingClientRect().top + over.height / 2) * devicePixelRatio;
      const { data } = canvas.getContext('2d')!.getImageData(x - 3, y - 3, 6, 6);
      return data.filter((value, index) => index % 4 === 3 && value > 200).length;
    }, share);
  expect(await inked(0.5)).toBeGreaterThan(3);
  expect(await inked(0.75)).toBe(0);
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

test('has no values for a time of which nothing is known, and says so', async ({ page, host, openInstance }) => {
  // The last six of ten minutes are missing.
  const at = steady(7).at.filter((time) => time < host.nowMs - 360_000);
  const values = at.map(() => 7);
  host.trend = { at, min: values, mean: values, max: values, count: values.map(() => 1), stepMs: 0, gaps: [{ fromMs: (at.at(-1) ?? 0) + 1, toMs: host.nowMs }] };
  await openInstance();
  const offset = page.getByRole('figure', { name: 'Offset from master' });
  const box = (await offset.locator('.u-over').boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.3, box.y + 50);
  await expect(offset.locator('.chart-values')).toHaveText('7 ns');
  await expect(offset.locator('.u-cursor-pt').nth(1)).toBeInViewport();
  await page.mouse.move(box.x + box.width * 0.8, box.y + 50);
  await expect(offset.locator('.chart-values')).toHaveText('–');
  await page.getByRole('group', { name: 'Charts' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('status').filter({ hasText: /, no values$/ })).toBeAttached();
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

test('lists events with their severity, and where there are more of them', async ({ page, host, openInstance }) => {
  const at = (index: number): number => host.nowMs - 500_000 + index;
  host.events = Array.from({ length: 240 }, (_, index) => portStateEvent(index + 1, at(index)));
  await openInstance();
  await page.getByText('The newest 100 of 240 events in this time').click();
  await expect(page.locator('.mark-list li')).toHaveCount(100);
  await expect(page.locator('.mark-list li').first()).toContainText(/MajorPort state changed from SLAVE/);
  await page.getByRole('button', { name: 'Show all in the event log' }).click();
  await expect.poll(() => host.asked('link')).toEqual([{ kind: 'link', target: 'eventLog' }]);
  host.events = Array.from({ length: 700 }, (_, index) => portStateEvent(index + 1, at(index)));
  await host.send({ type: 'chartsChanged' });
  await expect(page.locator('.marks summary')).toHaveText('The newest 100 of more than 500 events in this time');
});

test('keeps what is selected and what the pointer is on while time goes on', async ({ page, host, openInstance }) => {
  const at = host.nowMs - 300_000;
  host.events = [portStateEvent(1, at)];
  await openInstance();
  await page.getByText('1 event in this time').click();
  await page.locator('.mark-text').selectText();
  const span = page.locator('.ribbon-span').first();
  await span.hover();
  const [element, title] = [await span.elementHandle(), await span.getAttribute('title')];
  host.nowMs += 5_000;
  host.events = [portStateEvent(1, at), portStateEvent(2, at + 1_000)];
  await host.send({ type: 'chartsChanged' });
  await expect(page.locator('.mark-list li')).toHaveCount(2);
  expect(await page.evaluate(() => String(getSelection()))).toBe('Port state changed from SLAVE to UNCALIBRATED.');
  expect(await element.evaluate((known) => known === document.querySelector('.ribbon-span'))).toBe(true);
  expect(await span.getAttribute('title')).toBe(title);
  await page.mouse.move(0, 0);
  host.nowMs += 5_000;
  await host.send({ type: 'chartsChanged' });
  await expect(span).not.toHaveAttribute('title', title ?? '');
});

test('exports a picture that tells what, where and when it is', async ({ page, host, openInstance }) => {
  const drawn = await watchDrawnTexts(page);
  await openInstance();
  await drawn();
  await page.getByRole('figure', { name: 'Offset from master' }).getByRole('button', { name: 'PNG' }).click();
  await expect.poll(() => host.asked('exportPng')).toHaveLength(1);
  const [title, times, ...others] = await drawn();
  expect(title).toBe('BC-Studio / io3 / Uplink: Offset from master');
  expect(times).toMatch(/2027.+(UTC|GMT|[A-Z]{3,4}).* to .+2027.+(UTC|GMT|[A-Z]{3,4})/);
  expect(others).toContain('SLAVE');
  expect(others.join(' ')).toContain('warning from 250 ns');
  const size = (png: string) =>
    page.evaluate(async (base64) => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], { type: 'image/png' }));
      return { width: bitmap.width, height: bitmap.height };
    }, png);
  const { height } = await size(host.asked('exportPng')[0]?.png ?? '');
  expect(height).toBeGreaterThan(180 + 20 + 3 * 22);
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
