import { type Page } from '@playwright/test';
import axe from 'axe-core';
import { twoTablesPage } from './sampleConfig';
import { expect, test } from './pageFixture';

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // Without preloading, for which axe would add style elements that the policy refuses.
    const run = (window as unknown as { axe: { run(context: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } }).axe;
    const found = await run.run(document, { preload: false });
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`));
  });
}

for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const) {
  test(`axe finds nothing in ${theme}`, async ({ page, open }) => {
    await open({ theme });
    await expect(page.getByRole('gridcell').first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('row').nth(3).click();
    await page.getByText('Request headers').click();
    await expect(page.getByText('(redacted)')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `test-results/page-looks/${theme}-detail.png` });
    await page.getByRole('row').nth(5).click({ button: 'right' });
    await expect(page.getByRole('menu')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `test-results/page-looks/${theme}-menu.png` });
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Method' }).click();
    await expect(page.getByRole('option', { name: 'PUT' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.evaluate(() => window.fakeHost.failing.set('action', { message: 'The file could not be written.', hint: 'Choose another folder.' }));
    await page.getByRole('button', { name: 'Export…' }).click();
    await expect(page.getByText('Choose another folder.').first()).toBeVisible();
    await page.getByRole('textbox', { name: 'Filter requests' }).fill('there is no such text');
    await expect(page.getByText('No request passes the filters.')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: `test-results/page-looks/${theme}-empty.png` });
  });
}

test('axe finds nothing in a page of two tables, or a narrow one', async ({ page, open }) => {
  await open({ config: twoTablesPage, rowCount: 30 });
  await page.setViewportSize({ width: 480, height: 900 });
  await expect(page.getByRole('grid', { name: 'Handlers' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: 'test-results/page-looks/two-tables.png' });
});

test('tells the result of a filter, once, and not every row that comes', async ({ page, open }) => {
  await open();
  const region = page.getByRole('status');
  await page.getByRole('textbox', { name: 'Filter requests' }).pressSequentially('429');
  await expect(region).toHaveText(/of 10,000 requests/);
  await region.evaluate((element) => {
    element.dataset.changes = '0';
    new MutationObserver(() => (element.dataset.changes = String(Number(element.dataset.changes) + 1))).observe(element, { childList: true });
  });
  for (let round = 1; round <= 5; round++) {
    await page.evaluate(() => window.fakeHost.addRows(23));
    await expect(page.locator('.row-count')).toContainText(`of ${(10_000 + round * 23).toLocaleString('en')}`);
  }
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(region).toHaveText('Paused');
  await expect(region).toHaveAttribute('data-changes', '1');
});

test('without motion and with forced colours the focus and the selection can still be seen', async ({ page, open }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await open();
  await page.getByRole('row').nth(3).click();
  await expect(page.locator('.grid-row[aria-selected=true]')).toHaveCSS('outline-style', 'solid');
  await expect(page.locator('.grid-cell:focus')).toHaveCSS('outline-width', '2px');
  await page.screenshot({ path: 'test-results/page-looks/forced-colors.png' });
});
