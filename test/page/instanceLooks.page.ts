import { violations } from './graphFixture';
import { expect, master, slave, test } from './instanceFixture';

for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const) {
  test(`axe finds nothing in the page of an instance in ${theme}`, async ({ page, openInstance }) => {
    await openInstance({ theme, shown: slave() });
    await expect(page.locator('.chart.has-trend')).toHaveCount(2);
    await page.getByText('Default data set').click();
    await page.getByText('1 event in this time').click();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `test-results/page-looks/instance-${theme}.png` });
  });

  test(`axe finds nothing in the page of a grandmaster in ${theme}`, async ({ page, openInstance }) => {
    await openInstance({ theme, shown: master() });
    await page.getByText('Unicast clients').click();
    await expect(page.getByRole('cell', { name: '10.0.4.1', exact: true })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `test-results/page-looks/instance-${theme}-master.png` });
  });
}

test('has one column where there is no room for two', async ({ page, openInstance }) => {
  await openInstance({ widthPx: 560 });
  const [charts, parts] = await Promise.all(['.charts', '.instance-parts'].map((part) => page.locator(part).boundingBox()));
  expect(charts!.y + charts!.height).toBeLessThanOrEqual(parts!.y);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(560);
  await page.screenshot({ path: 'test-results/page-looks/instance-narrow.png' });
});
