import { type Page } from '@playwright/test';
import { expect, nodeCount, test } from './pageFixture';

/** The document without its texts: names of elements and of attributes. */
function skeleton(page: Page): Promise<string> {
  return page.evaluate(() => {
    const names = (element: Element): string => {
      const attributes = [...element.attributes].map(({ name }) => name).filter((name) => name !== 'title');
      return `<${element.localName} ${attributes.sort().join(' ')}>${[...element.children].map(names).join('')}`;
    };
    return names(document.querySelector('.grid')!);
  });
}

test('texts of a hostile device change nothing but text', async ({ page, open }) => {
  await open({ rowCount: 100, isHostile: false });
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  const tame = await skeleton(page);
  await page.evaluate(() => sessionStorage.clear());
  await open({ rowCount: 100, isHostile: true });
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  const cleaned = (text: string) => text.replaceAll(/ class=?/g, ' class');
  expect(cleaned(await skeleton(page))).toBe(cleaned(tame));
  await page.getByRole('row').nth(3).click();
  await expect(page.locator('.detail .fact').first()).toBeVisible();
  await page.getByText('Request headers').click();
  await expect(page.locator('.entry').nth(2)).toContainText('<img src=x onerror=');
  for (const cell of await page.locator('.grid-body .grid-row').nth(4).locator('.grid-cell').all()) {
    await cell.hover();
  }
  expect(await page.evaluate(() => window.wasHacked)).toBeUndefined();
  expect(await page.locator('.page img, .page script, .page iframe, .page a').count()).toBe(0);
  expect(await nodeCount(page)).toBeLessThan(1500);
  await page.screenshot({ path: 'test-results/page-looks/hostile.png' });
});

test('right-to-left text stays in its cell', async ({ page, open }) => {
  await open({ rowCount: 3 });
  const before = await page.getByRole('gridcell').evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().x));
  await page.evaluate(() => {
    const host = window.fakeHost;
    host.replaceRows(host.tables.get('requests')!.rows.map((row) => ({ ...row, cells: row.cells.map((cell, place) => (place === 2 ? '\u202eمرحبا abc' : cell)) })));
  });
  await expect(page.getByRole('gridcell', { name: 'مرحبا' }).first()).toBeVisible();
  expect(await page.getByRole('gridcell').evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().x))).toEqual(before);
});

test('a body of one megabyte, one line or deeply nested, does not stop the page', async ({ page, open }) => {
  await open({ rowCount: 3 });
  const bodies: Record<string, string> = {
    3: 'x'.repeat(1_000_000),
    2: `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    1: JSON.stringify(Array.from({ length: 60_000 }, (_, index) => ({ index }))),
  };
  await page.evaluate((texts) => {
    for (const [key, text] of Object.entries(texts)) {
      window.fakeHost.details.set(key, { key, title: `body ${key}`, facts: [], blocks: [{ kind: 'text', id: 'body', label: 'Body', text, isOpenAtFirst: true }] });
    }
  }, bodies);
  const shown = async (id: string, expected: string) => {
    const started = Date.now();
    await page.getByRole('gridcell', { name: id, exact: true }).first().click();
    await expect(page.getByRole('heading', { name: `body ${id}` })).toBeVisible();
    await expect(page.locator('.block').getByText(expected).first()).toBeVisible();
    expect(Date.now() - started).toBeLessThan(3000);
    expect(await nodeCount(page)).toBeLessThan(4000);
  };
  await shown('3', 'Show more, 980,000 characters left');
  await shown('2', '[…] 1 item');
  await shown('1', 'Show 200 more of 59,800');
  // A branch is built when it is opened, and each time only a part of it.
  const before = await nodeCount(page);
  await page.getByRole('button', { name: 'Show 200 more of 59,800' }).click();
  await expect(page.getByRole('button', { name: 'Show 200 more of 59,600' })).toBeVisible();
  expect(await nodeCount(page)).toBeLessThan(before + 4000);
});

test('a text that is no JSON is shown as it is', async ({ page, open }) => {
  await open({ rowCount: 3 });
  await page.evaluate(() =>
    window.fakeHost.details.set('3', { key: '3', title: 'plain', facts: [], blocks: [{ kind: 'text', id: 'body', label: 'Body', text: '<html>\n  <b>502</b>\n</html>', isOpenAtFirst: true }] }),
  );
  await page.getByRole('gridcell', { name: '3', exact: true }).first().click();
  await expect(page.locator('.long-text pre')).toHaveText('<html>\n  <b>502</b>\n</html>');
});

test('a number that JavaScript cannot hold is shown as it was written', async ({ page, open }) => {
  await open({ rowCount: 3 });
  const text = '{"identity": 12345678901234567890, "huge": 1e400, "small": 1.50, "fine": -42}';
  await page.evaluate(
    (body) => window.fakeHost.details.set('3', { key: '3', title: 'numbers', facts: [], blocks: [{ kind: 'text', id: 'body', label: 'Body', text: body, isOpenAtFirst: true }] }),
    text,
  );
  await page.getByRole('gridcell', { name: '3', exact: true }).first().click();
  await expect(page.locator('.json-number')).toHaveText(['12345678901234567890', '1e400', '1.5', '-42']);
});

test('what the content security policy forbids is an error, which fails every test', async ({ page, open, problems }) => {
  await open();
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.wasHacked = true';
    document.body.append(script);
    document.body.setAttribute('style', 'color: red');
  });
  expect(await page.evaluate(() => (window as { wasHacked?: boolean }).wasHacked)).toBeUndefined();
  await expect.poll(() => problems.filter((problem) => problem.includes('Content Security Policy'))).toHaveLength(2);
  problems.length = 0;
});
