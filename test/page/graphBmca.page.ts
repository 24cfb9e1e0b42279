import { followed, psxSlot, sampleDevice, sampleFleet, sampleInstance } from '../unit/model/graphFleet';
import { expect, keptState, test, violations } from './graphFixture';

test('lists the clocks of a domain, best first, and says between each two why', async ({ page, openGraph }) => {
  await openGraph('bmca');
  const table = page.getByRole('region', { name: 'Ranking of Domain 127' });
  await expect(table.getByRole('rowheader')).toContainText(['GM-North / io3 / Blue', 'BC-Studio / io3 / Uplink', 'GM-North / io4 / Studio B', 'GM-South / io3 / Main']);
  await expect(table.locator('.decision-text')).toContainText([
    'Same grandmaster, nearer by steps removed: 0 against 1',
    'Better by priority 2: 128 against 129',
    'Better by clock class: 6 (locked to a primary reference) against 7 (holdover, within specification)',
  ]);
  // Not by colour alone: a frame, a mark, and words for who does not see them.
  const deciding = table.locator('.decides-worse').first();
  await expect(deciding.locator('.bmca-value')).toHaveCSS('outline-style', 'solid');
  await expect(deciding).toContainText('decides: worse than one above');
  await expect(page.getByText('2 grandmasters at the same time')).toBeVisible();
});

test('opens an instance with the keyboard', async ({ page, host, openGraph }) => {
  await openGraph('bmca');
  await page.getByRole('button', { name: 'GM-South / io3 / Main' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => host.asked('open')).toEqual([{ kind: 'open', key: 'south/io3/ptp/Main', where: 'panel' }]);
  host.failure = { message: 'This instance is not there any more.', hint: 'Choose another one.' };
  await page.getByRole('button', { name: 'BC-Studio / io3 / Spare' }).click();
  await expect(page.locator('.status-line')).toContainText('This instance is not there any more.');
});

test('changes in place: other rows stay the same elements, and the focus stays', async ({ page, host, openGraph }) => {
  await openGraph('bmca');
  await page.getByRole('button', { name: 'GM-South / io3 / Main' }).focus();
  await page.evaluate(() => document.querySelectorAll<HTMLElement>('tr.bmca-row').forEach((row) => (row.dataset.seen = 'yes')));
  const [north, , ...others] = sampleFleet();
  const south = sampleDevice('south', 'GM-South', [psxSlot('io3', [sampleInstance('Main', 0x0520, { priority1: 100 })])]);
  await host.change([north!, south, ...others]);
  await expect(page.getByText('GM-South / io3 / Main wins by priority 1 over GM-North / io3 / Blue.')).toBeVisible();
  const table = page.getByRole('region', { name: 'Ranking of Domain 127' });
  await expect(table.getByRole('rowheader').first()).toContainText('GM-South / io3 / Main');
  await expect(page.getByRole('button', { name: 'GM-South / io3 / Main' })).toBeFocused();
  expect(await page.getByRole('region', { name: 'Ranking of Domain 44' }).locator('tr.bmca-row:not([data-seen])').count()).toBe(0);
});

test('remembers which domains are closed', async ({ page, openGraph }) => {
  await openGraph('bmca');
  await page.getByText('Domain 44').click();
  await expect(page.getByRole('region', { name: 'Ranking of Domain 44' })).toBeHidden();
  await expect.poll(async () => (await keptState(page)).bmca?.closed).toHaveLength(1);
  await page.reload();
  await expect(page.getByRole('region', { name: 'Ranking of Domain 24' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Ranking of Domain 44' })).toBeHidden();
});

test('shows the first of many rows, and more when asked', async ({ page, openGraph }) => {
  const slaves = Array.from({ length: 300 }, (_, index) => sampleInstance(`s${index}`, 100 + index, { portState: 'SLAVE', parent: followed(1) }));
  await openGraph('bmca', { devices: [sampleDevice('a', 'A', [psxSlot('io1', [sampleInstance('m', 1), ...slaves])])] });
  await expect(page.locator('tr.bmca-row')).toHaveCount(50);
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect(page.locator('tr.bmca-row')).toHaveCount(250);
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect(page.locator('tr.bmca-row')).toHaveCount(301);
  await expect(page.getByRole('button', { name: 'Show more' })).toHaveCount(0);
});

test('shows names as text, whatever they are, and is usable when narrow', async ({ page, openGraph }) => {
  const hostile = '<img src=x onerror="window.wasHacked=true">';
  await openGraph('bmca', { devices: [sampleDevice('a', hostile, [psxSlot('io1', [sampleInstance(hostile, 1), sampleInstance('\u202eمرحبا', 2)])])] });
  await page.setViewportSize({ width: 480, height: 700 });
  await expect(page.getByText(hostile).first()).toBeVisible();
  expect(await page.locator('.page img, .page script, .page a').count()).toBe(0);
  expect(await page.evaluate(() => (window as { wasHacked?: boolean }).wasHacked)).toBeUndefined();
  expect(await page.evaluate(() => document.querySelector('.bmca-page')!.scrollWidth)).toBeLessThanOrEqual(480);
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: 'test-results/page-looks/bmca-narrow.png' });
});

test('says so when there is nothing to compare', async ({ page, openGraph }) => {
  await openGraph('bmca', { devices: [] });
  await expect(page.getByText('There are no PTP instances yet.')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
