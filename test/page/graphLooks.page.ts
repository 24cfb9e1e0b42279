import { expect, test, violations } from './graphFixture';

for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const) {
  test(`axe finds nothing in the topology in ${theme}`, async ({ page, openGraph }) => {
    await openGraph('topology', { theme });
    await expect(page.getByRole('option', { name: 'PTP instance of GM-North, slot io3' }).first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `test-results/page-looks/topology-${theme}.png` });
    await page.getByRole('option', { name: /^Main/ }).click();
    await expect(page.getByRole('button', { name: 'Open', exact: true })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `test-results/page-looks/topology-${theme}-selected.png` });
  });

  test(`axe finds nothing in the ranking in ${theme}`, async ({ page, openGraph }) => {
    await openGraph('bmca', { theme });
    await expect(page.getByText('GM-North / io3 / Blue wins by priority 2')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `test-results/page-looks/bmca-${theme}.png`, fullPage: true });
  });
}
