import { type Page } from '@playwright/test';
import { expect, test } from './pageFixture';

const grid = (page: Page) => page.getByRole('grid');
const kept = (page: Page) => page.evaluate(() => JSON.parse(sessionStorage.getItem('fakeHostState') ?? 'null') as { subject: string; tables: Record<string, Record<string, unknown>> });

test('is as it was after it was hidden and shown again', async ({ page, open }) => {
  await open();
  await page.getByRole('columnheader', { name: 'Method' }).click();
  await page.getByRole('columnheader', { name: 'ID' }).click();
  await page.getByRole('textbox', { name: 'Filter requests' }).fill('io');
  await page.getByRole('checkbox', { name: 'Slower than' }).click();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Method' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('columnheader', { name: 'URI' }).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByRole('separator', { name: 'Resize details' }).waitFor({ state: 'hidden' });
  const target = page.locator('.grid-body .grid-row').nth(2);
  await expect(page.locator('.row-count')).toHaveText(/^\d\d\d of 10,000/);
  const id = await target.locator('.grid-cell').first().textContent();
  await target.click();
  await expect(page.getByRole('heading', { name: new RegExp(`^${id} `) })).toBeVisible();
  await expect.poll(async () => (await kept(page)).tables.requests).toMatchObject({ selectedKey: id, isDetailOpen: true, hiddenColumns: ['code', 'method'] });
  await page.reload();
  await expect(page.getByRole('heading', { name: new RegExp(`^${id} `) })).toBeVisible();
  await expect(page.locator('.grid-row[aria-selected=true] .grid-cell').first()).toHaveText(id!);
  await expect(page.getByRole('textbox', { name: 'Filter requests' })).toHaveValue('io');
  await expect(page.getByRole('checkbox', { name: 'Slower than' })).toBeChecked();
  await expect(page.locator('.row-count')).toHaveText(/^\d\d\d of 10,000/);
  await expect(page.getByRole('columnheader', { name: 'Method' })).toHaveCount(0);
  await expect(page.getByRole('columnheader', { name: 'ID' })).toHaveAttribute('aria-sort', 'descending');
  expect((await kept(page)).tables.requests!.columnWidths).toHaveProperty('uri');
});

test('shows the same rows again, although others came meanwhile', async ({ page, open }) => {
  await open();
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await grid(page).hover();
  await page.mouse.wheel(0, 4411);
  const top = page.getByRole('gridcell', { name: '9799', exact: true });
  await expect(top).toBeVisible();
  const before = await top.boundingBox();
  await expect.poll(async () => (await kept(page)).tables.requests).toMatchObject({ topKey: '9800', scrollTop: 4411, isFollowing: false });
  await open({ rowCount: 10_037 });
  await expect(top).toBeVisible();
  await expect.poll(() => top.boundingBox()).toEqual(before);
});

test('stays paused', async ({ page, open }) => {
  await open({ rowCount: 10 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(async () => (await kept(page)).tables.requests).toMatchObject({ view: { isPaused: true } });
  await page.reload();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.fakeHost.requests('view').at(0)?.view.isPaused)).toBe(true);
});

test('goes on after a reload of the window, which forgot the rows of the pause', async ({ page, open }) => {
  await open({ rowCount: 10 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(async () => (await kept(page)).tables.requests).toMatchObject({ view: { isPaused: true } });
  await open({ rowCount: 10, forgetsPause: true });
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect.poll(async () => (await kept(page)).tables.requests).toMatchObject({ view: { isPaused: false } });
});

test('says that an empty table is paused', async ({ page, open }) => {
  await open({ rowCount: 0 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.locator('.empty')).toContainText('when the table was paused');
});

test('nothing is taken over from another subject', async ({ page, open }) => {
  await open({ rowCount: 10 });
  await page.getByRole('textbox', { name: 'Filter requests' }).fill('zzz');
  await expect.poll(async () => (await kept(page)).tables.requests).toMatchObject({ view: { text: 'zzz' } });
  await open({ rowCount: 10, subject: 'gm-south' });
  await expect(page.locator('.row-count')).toHaveText('10 requests');
  expect(await kept(page)).toMatchObject({ subject: 'gm-south' });
});

test('follows a change of the theme', async ({ page, open }) => {
  await open({ theme: 'dark' });
  const button = page.getByRole('button', { name: 'Pause' });
  const colour = () => button.evaluate((element) => getComputedStyle(element).color);
  await expect.poll(colour).toBe('rgb(204, 204, 204)');
  await page.evaluate(() => {
    document.documentElement.className = 'theme-light';
    document.body.className = 'vscode-light';
  });
  await expect.poll(colour).toBe('rgb(59, 59, 59)');
  // From one theme to another of the same kind only the variables change.
  await page.evaluate(() => document.documentElement.style.setProperty('--vscode-button-secondaryForeground', 'rgb(1, 2, 3)'));
  await expect.poll(colour).toBe('rgb(1, 2, 3)');
});
