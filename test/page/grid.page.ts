import { type Page } from '@playwright/test';
import { expect, nodeCount, test } from './pageFixture';

const grid = (page: Page) => page.getByRole('grid', { name: 'HTTP sessions' });
const ids = (page: Page) => page.locator('.grid-body .grid-row').evaluateAll((rows) => rows.map((row) => Number(row.firstElementChild?.textContent)));
const rowOf = (page: Page, id: number) => page.locator('.grid-body .grid-row').filter({ has: page.locator('[aria-colindex="1"]', { hasText: new RegExp(`^${id}$`) }) });
const scrollTop = (page: Page) => grid(page).evaluate((element) => element.scrollTop);

test('shows 10,000 rows, newest first, with fewer than 1,000 nodes', async ({ page, open }) => {
  await open();
  await expect(rowOf(page, 10_000)).toBeVisible();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '10001');
  await expect(grid(page)).toHaveAttribute('aria-colcount', '10');
  await expect(page.getByRole('row').nth(1)).toHaveAttribute('aria-rowindex', '2');
  await expect(page.locator('.row-count')).toHaveText('10,000 requests');
  await expect.poll(() => nodeCount(page)).toBeLessThan(1000);
  // Every row in the document is in order, for readers that follow the document.
  const shown = await ids(page);
  expect(shown).toEqual(shown.toSorted((a, b) => b - a));
});

test('shows the rows of any place after a scroll, in order and without more nodes', async ({ page, open }) => {
  await open();
  await expect(rowOf(page, 10_000)).toBeVisible();
  const before = await nodeCount(page);
  for (const id of [5000, 1, 7000, 9990]) {
    await grid(page).evaluate((element, top) => (element.scrollTop = top), (10_000 - id) * 22);
    await expect(rowOf(page, id)).toBeVisible();
    const shown = await ids(page);
    expect(shown).toEqual(shown.toSorted((a, b) => b - a));
    expect(await nodeCount(page)).toBeLessThan(before + 120);
  }
});

test('sorts by any column', async ({ page, open }) => {
  await open();
  const header = page.getByRole('columnheader', { name: 'Time Span' });
  await header.click();
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  await expect(page.getByRole('columnheader', { name: 'ID' })).toHaveAttribute('aria-sort', 'none');
  await header.click();
  await expect(header).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(() => page.evaluate(() => window.fakeHost.requests('view').at(-1)?.view.sort)).toEqual({ columnId: 'span', isDescending: false });
});

test('keeps the rows where they are while new ones come above', async ({ page, open }) => {
  await open();
  await expect(rowOf(page, 10_000)).toBeVisible();
  await grid(page).hover();
  await page.mouse.wheel(0, 2205);
  await expect.poll(() => scrollTop(page)).toBe(2205);
  await expect(rowOf(page, 9895)).toBeVisible();
  const before = await rowOf(page, 9895).boundingBox();
  for (const count of [1, 7, 100]) {
    const total = await page.evaluate((more) => {
      window.fakeHost.addRows(more);
      return window.fakeHost.tables.get('requests')!.rows.length;
    }, count);
    await expect(grid(page)).toHaveAttribute('aria-rowcount', String(total + 1));
    expect(await rowOf(page, 9895).boundingBox()).toEqual(before);
  }
  await expect(page.getByRole('checkbox', { name: 'Follow newest' })).not.toBeChecked();
});

test('follows the newest when asked to', async ({ page, open }) => {
  await open();
  await expect(rowOf(page, 10_000)).toBeVisible();
  await page.evaluate(() => window.fakeHost.addRows(3));
  await expect(rowOf(page, 10_003)).toBeVisible();
  await grid(page).hover();
  await page.mouse.wheel(0, 4400);
  const follow = page.getByRole('checkbox', { name: 'Follow newest' });
  await expect(follow).not.toBeChecked();
  await follow.click();
  await expect.poll(() => scrollTop(page)).toBe(0);
  await page.evaluate(() => window.fakeHost.addRows(2));
  await expect(rowOf(page, 10_005)).toBeVisible();
});

test('follows at the foot when the oldest come first', async ({ page, open }) => {
  await open({ rowCount: 300 });
  await page.getByRole('columnheader', { name: 'ID' }).click();
  await expect(rowOf(page, 300)).toBeVisible();
  await page.evaluate(() => window.fakeHost.addRows(50));
  await expect(rowOf(page, 350)).toBeInViewport();
});

test('pauses and resumes', async ({ page, open }) => {
  await open({ rowCount: 50 });
  await expect(rowOf(page, 50)).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(() => page.evaluate(() => window.fakeHost.requests('view').at(-1)?.view.isPaused)).toBe(true);
  await page.evaluate(() => window.fakeHost.addRows(5));
  await expect(page.locator('.row-count')).toHaveText('50 requests');
  await expect(rowOf(page, 55)).toHaveCount(0);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(rowOf(page, 55)).toBeVisible();
});

test('never has two requests for rows under way, however fast the news and the scrolling are', async ({ page, open }) => {
  await open({ holdsRows: true });
  await expect.poll(() => page.evaluate(() => window.fakeHost.requests('rows').length)).toBe(1);
  await page.evaluate(async () => {
    for (let round = 0; round < 20; round++) {
      window.fakeHost.addRows(1);
      document.querySelector('[role=grid]')!.scrollTop = round * 500;
      await new Promise(requestAnimationFrame);
    }
  });
  expect(await page.evaluate(() => window.fakeHost.requests('rows').length)).toBe(1);
  await page.evaluate(() => window.fakeHost.releaseRows());
  await expect(rowOf(page, 10_020)).toBeVisible();
  expect(await page.evaluate(() => window.fakeHost.mostRowsRequestsAtOnce)).toBe(1);
  expect(await page.evaluate(() => window.fakeHost.requests('rows').length)).toBeLessThan(5);
});

test('counts the rows that are there, not those on their way', async ({ page, open }) => {
  await open({ rowCount: 30 });
  await expect(page.locator('.row-count')).toHaveText('30 requests');
  await page.evaluate(() => {
    window.fakeHost.holdsRows = true;
    window.fakeHost.addRows(5);
  });
  await expect.poll(() => page.evaluate(() => window.fakeHost.requests('rows').length)).toBeGreaterThan(1);
  await expect(page.locator('.row-count')).toHaveText('30 requests');
  await page.evaluate(() => window.fakeHost.releaseRows());
  await expect(page.locator('.row-count')).toHaveText('35 requests');
});

test('filters while typing, and says when nothing passes', async ({ page, open }) => {
  await open();
  await page.getByRole('textbox', { name: 'Filter requests' }).fill('429 too');
  await expect(page.locator('.row-count')).toHaveText(/^4\d\d of 10,000 requests$/);
  await page.getByRole('checkbox', { name: 'Errors only' }).click();
  await expect(page.getByText('No request passes the filters.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.locator('.row-count')).toHaveText('10,000 requests');
  await expect(page.getByRole('checkbox', { name: 'Errors only' })).not.toBeChecked();
});

test('filters by a threshold only while its switch is on', async ({ page, open }) => {
  await open();
  const number = page.getByRole('textbox', { name: 'Slower than, ms' });
  const lastFilters = () => page.evaluate(() => window.fakeHost.requests('view').at(-1)?.view.filters);
  await page.getByRole('checkbox', { name: 'Slower than' }).click();
  await expect.poll(lastFilters).toEqual({ slow: 2000 });
  await number.fill('3000');
  await expect.poll(lastFilters).toEqual({ slow: 3000 });
  await number.fill('3x');
  await expect(number).toHaveAttribute('aria-invalid', 'true');
  await number.press('Tab');
  await expect(number).toHaveValue('3000');
  await page.getByRole('checkbox', { name: 'Slower than' }).click();
  await expect.poll(lastFilters).toEqual({});
});

test('filters by one of several', async ({ page, open }) => {
  await open();
  const method = page.getByRole('combobox', { name: 'Method' });
  await method.click();
  for (const name of ['GET', 'PUT']) {
    await expect(page.getByRole('option', { name })).toBeVisible();
    const isOnTop = await page.getByRole('option', { name }).evaluate((option) => {
      const { x, y, width, height } = option.getBoundingClientRect();
      return option.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    });
    expect(isOnTop).toBe(true);
  }
  await page.getByRole('option', { name: 'PUT' }).click();
  await expect(page.locator('.row-count')).toHaveText('344 of 10,000 requests');
  await method.press('ArrowUp');
  await method.press('ArrowUp');
  await expect(page.locator('.row-count')).toHaveText('10,000 requests');
});

test('keeps the focus on its row while rows come, move and go', async ({ page, open }) => {
  await open({ rowCount: 500 });
  await rowOf(page, 498).locator('[aria-colindex="2"]').focus();
  const focused = () => page.evaluate(() => document.activeElement?.closest('.grid-row')?.firstElementChild?.textContent);
  await page.evaluate(() => window.fakeHost.addRows(3));
  await expect(rowOf(page, 503)).toBeVisible();
  expect(await focused()).toBe('498');
  // Far out of sight the element stays, and the arrow goes on from there.
  await page.evaluate(() => window.fakeHost.addRows(200));
  await expect(rowOf(page, 703)).toBeVisible();
  expect(await focused()).toBe('498');
  await expect(page.locator('.is-astray')).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await expect.poll(focused).toBe('497');
  await expect(rowOf(page, 497)).toBeInViewport();
  // The row is dropped: its neighbour takes over.
  await page.evaluate(() => window.fakeHost.replaceRows(window.fakeHost.tables.get('requests')!.rows.filter(({ key }) => key !== '497')));
  await expect.poll(focused).toBe('496');
});

test('completes a row in place', async ({ page, open }) => {
  await open({ rowCount: 20 });
  const row = rowOf(page, 20);
  await page.evaluate(() => {
    const host = window.fakeHost;
    host.replaceRows(host.tables.get('requests')!.rows.map((old) => (old.key === '20' ? { ...old, tone: 'pending' as const, cells: old.cells.map((cell, place) => (place === 7 ? '' : cell)) } : old)));
  });
  await expect(row).toHaveClass(/is-pending/);
  await row.evaluate((element) => (element.dataset.mark = 'same'));
  await page.evaluate(() => {
    const host = window.fakeHost;
    host.replaceRows(host.tables.get('requests')!.rows.map((old) => (old.key === '20' ? { key: '20', cells: old.cells.map((cell, place) => (place === 7 ? '201 Created' : cell)) } : old)));
  });
  await expect(row).toContainText('201 Created');
  await expect(row).not.toHaveClass(/is-pending/);
  await expect(row).toHaveAttribute('data-mark', 'same');
});

test('drops columns that do not fit and shows them again', async ({ page, open }) => {
  await open();
  const header = page.getByRole('columnheader', { name: 'Request Data' });
  await expect(header).toBeVisible();
  await page.setViewportSize({ width: 800, height: 700 });
  await expect(header).toHaveCount(0);
  await expect(page.locator('vscode-button', { hasText: 'Columns' })).toHaveAttribute('title', /wider: .*Request Data/);
  await expect(page.getByRole('columnheader', { name: 'Response Status' })).toHaveAttribute('aria-colindex', '8');
  await page.setViewportSize({ width: 1280, height: 700 });
  await expect(header).toBeVisible();
  await expect(page.getByRole('button', { name: 'Columns', exact: true })).toBeVisible();
});

test('changes a width by dragging the edge of a header', async ({ page, open }) => {
  await open();
  const header = page.getByRole('columnheader', { name: 'Method' });
  const edge = await header.locator('.resize-handle').boundingBox();
  const before = await header.boundingBox();
  await page.mouse.move(edge!.x + 3, edge!.y + 5);
  await page.mouse.down();
  await page.mouse.move(edge!.x + 53, edge!.y + 5, { steps: 3 });
  await page.mouse.up();
  expect((await header.boundingBox())!.width).toBe(before!.width + 50);
  await expect(header).toHaveAttribute('aria-sort', 'none');
});

test('grows neither nodes nor listeners while rows come', async ({ page, open }) => {
  await open({ rowCount: 2000 });
  await rowOf(page, 1998).click();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const counts = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const value = (wanted: string) => metrics.find(({ name }) => name === wanted)!.value;
    return { nodes: value('Nodes'), listeners: value('JSEventListeners') };
  };
  const rounds = (count: number) =>
    page.evaluate(async (total) => {
      for (let round = 0; round < total; round++) {
        window.fakeHost.addRows(5);
        await new Promise((resolve) => setTimeout(resolve));
        await new Promise(requestAnimationFrame);
      }
      window.fakeHost.messages.length = 0;
    }, count);
  await rounds(30);
  const before = await counts();
  await rounds(150);
  const after = await counts();
  expect(after.nodes).toBeLessThan(before.nodes + 100);
  expect(after.listeners).toBeLessThan(before.listeners + 20);
});
