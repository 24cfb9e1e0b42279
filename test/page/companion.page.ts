import { type Page } from '@playwright/test';
import { twoTablesPage } from './sampleConfig';
import { expect, test } from './pageFixture';

const linked = {
  ...twoTablesPage,
  tables: twoTablesPage.tables.map((table, index) => ({ ...table, companionTableId: twoTablesPage.tables[1 - index]!.id })),
};
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const selected = (page: Page, name: string) => region(page, name).locator('.grid-row[aria-selected=true] .grid-cell').first();
const [requests, handlers] = ['HTTP sessions', 'Handlers'];

test('a row that is selected takes its companion along, in both directions, and the focus stays', async ({ page, open }) => {
  await open({ config: linked, rowCount: 200 });
  await region(page, requests).getByRole('gridcell', { name: '198', exact: true }).click();
  await expect(selected(page, handlers)).toHaveText('198');
  await expect(region(page, handlers).locator('.detail')).toBeHidden();
  await page.keyboard.press('ArrowDown');
  await expect(selected(page, handlers)).toHaveText('197');
  await expect(selected(page, requests)).toHaveText('197');
  await region(page, handlers).getByRole('gridcell', { name: '199', exact: true }).click();
  await expect(selected(page, requests)).toHaveText('199');
  await expect(region(page, requests).getByRole('heading', { name: /^199 ·/ })).toBeVisible();
  await expect(region(page, handlers).locator('.grid :focus')).toHaveText('199');
});

test('a companion out of sight is brought into it, and stays there when rows come', async ({ page, open }) => {
  await open({ config: linked, rowCount: 5_000 });
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await page.evaluate(() => window.fakeHost.send({ type: 'select', tableId: 'requests', key: '2500' }));
  await expect(selected(page, handlers)).toHaveText('2500');
  await expect(selected(page, handlers)).toBeInViewport();
  await page.evaluate(() => window.fakeHost.addRows(100, 'handlers'));
  await expect(region(page, handlers).locator('.row-count')).toHaveText('5,100 handlers');
  await expect(selected(page, handlers)).toBeInViewport();
});

test('a companion that the filters hide is shown as selected once they let it pass', async ({ page, open }) => {
  await open({ config: linked, rowCount: 50 });
  const filter = region(page, handlers).getByRole('textbox', { name: 'Filter handlers' });
  await filter.fill('there is no such text');
  await expect(region(page, handlers).getByText('No handler passes the filters.')).toBeVisible();
  await region(page, requests).getByRole('gridcell', { name: '48', exact: true }).click();
  await expect(selected(page, requests)).toHaveText('48');
  await expect(page.locator('.status-line')).not.toContainText('Clear the filters');
  await filter.fill('');
  await expect(selected(page, handlers)).toHaveText('48');
});

test('a held arrow key is followed to its end', async ({ page, open }) => {
  await open({ config: linked, rowCount: 300 });
  await region(page, requests).getByRole('gridcell', { name: '300', exact: true }).click();
  for (let row = 0; row < 60; row += 1) {
    await page.keyboard.press('ArrowDown');
  }
  await expect(selected(page, requests)).toHaveText('240');
  await expect(selected(page, handlers)).toHaveText('240');
});

test('the text of one column is a filter of its own', async ({ page, open }) => {
  const config = { ...linked, tables: linked.tables.map((table) => ({ ...table, filters: [{ kind: 'text' as const, id: 'source', label: 'Source', title: 'Part of the source' }] })) };
  await open({ config, rowCount: 20 });
  const source = region(page, requests).getByRole('textbox', { name: 'Source' });
  const filters = () => page.evaluate(() => window.fakeHost.requests('view').findLast(({ tableId }) => tableId === 'requests')?.view.filters);
  await source.fill('card/');
  await expect.poll(filters).toEqual({ source: 'card/' });
  await page.reload();
  await expect(source).toHaveValue('card/');
  await source.press('Escape');
  await expect(source).toHaveValue('');
  await expect.poll(filters).toEqual({});
});
