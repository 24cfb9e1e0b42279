import { expect, test } from './pageFixture';
import { twoTablesPage } from './sampleConfig';

test('shows what failed and what to do, and takes it away after a success', async ({ page, open }) => {
  await open({ rowCount: 10 });
  await page.evaluate(() => window.fakeHost.failing.set('action', { message: 'The file could not be written.', hint: 'Choose another folder.' }));
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect(page.locator('.status-line')).toContainText('The file could not be written.');
  await expect(page.locator('.status-line')).toContainText('Choose another folder.');
  await expect(page.getByRole('status')).toHaveText('The file could not be written. Choose another folder.');
  await page.evaluate(() => window.fakeHost.failing.clear());
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect(page.locator('.status-line')).toBeHidden();
});

test('a message can be dismissed', async ({ page, open }) => {
  await open({ rowCount: 10 });
  await page.evaluate(() => window.fakeHost.failing.set('action', { message: 'No.', hint: 'Never.' }));
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('button', { name: 'Dismiss message' }).click();
  await expect(page.locator('.status-line')).toBeHidden();
});

test('a setting that was refused shows its old value again', async ({ page, open }) => {
  await open({ rowCount: 10 });
  await page.evaluate(() => window.fakeHost.failing.set('setting', { message: 'The setting could not be written.', hint: 'Check settings.json.' }));
  await page.getByRole('checkbox', { name: 'Recording' }).click();
  await expect(page.locator('.status-line')).toContainText('Check settings.json.');
  await expect(page.getByRole('checkbox', { name: 'Recording' })).toBeChecked();
});

test('rows that could not be fetched are fetched with the next news', async ({ page, open }) => {
  await open({ rowCount: 10 });
  await expect(page.locator('.row-count')).toHaveText('10 requests');
  await page.evaluate(() => {
    window.fakeHost.failing.set('rows', { message: 'Rows failed.', hint: 'Wait.' });
    window.fakeHost.addRows(1);
  });
  await expect(page.locator('.status-line')).toContainText('Rows failed.');
  await page.evaluate(() => {
    window.fakeHost.failing.clear();
    window.fakeHost.addRows(1);
  });
  await expect(page.locator('.row-count')).toHaveText('12 requests');
  await expect(page.locator('.status-line')).toBeHidden();
});

test('a host that never answers is given up after 30 s, and rows are asked for again', async ({ page, open }) => {
  await page.clock.install();
  await open({ rowCount: 10 });
  await page.clock.runFor(1000);
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await page.evaluate(() => {
    window.fakeHost.silent.add('rows');
    window.fakeHost.addRows(1);
  });
  await page.clock.runFor(29_000);
  await expect(page.locator('.status-line')).toBeHidden();
  await page.clock.runFor(2000);
  await expect(page.locator('.status-line')).toContainText('The extension did not answer within 30 s.');
  await page.evaluate(() => {
    window.fakeHost.silent.clear();
    window.fakeHost.addRows(1);
  });
  await page.clock.runFor(1000);
  await expect(page.locator('.row-count')).toHaveText('12 requests');
});

test('an error inside the page is caught and reported, a flood of them only at first', async ({ page, open, problems }) => {
  await open({ rowCount: 10 });
  const reported = () => page.evaluate(() => window.fakeHost.messages.flatMap((message) => (message.type === 'problem' ? [message.text] : [])));
  await page.evaluate(() => {
    void Promise.reject(new Error('unheard'));
    document.body.append(Object.assign(document.createElement('img'), { src: 'http://elsewhere.test/x.png' }));
  });
  await expect.poll(async () => (await reported()).join('\n')).toMatch(/unheard[^]*img-src|img-src[^]*unheard/);
  await page.evaluate(() => {
    for (let count = 0; count < 30; count++) {
      setTimeout(() => {
        throw new Error(`boom ${count}`);
      });
    }
  });
  await expect.poll(reported).toHaveLength(20);
  await expect.poll(() => problems.filter((text) => text.startsWith('boom')).length).toBe(30);
  problems.length = 0;
});

test('a row that is selected from outside is shown, also when the filters hide it', async ({ page, open }) => {
  await open();
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await page.evaluate(() => window.fakeHost.send({ type: 'select', tableId: 'requests', key: '4711' }));
  await expect(page.getByRole('heading', { name: /^4711 ·/ })).toBeVisible();
  await expect(page.locator('.grid-row[aria-selected=true] .grid-cell').first()).toHaveText('4711');
  await page.getByRole('textbox', { name: 'Filter requests' }).fill('429 Too');
  await expect(page.locator('.row-count')).toContainText(' of 10,000');
  await page.evaluate(() => window.fakeHost.send({ type: 'select', tableId: 'requests', key: '4710' }));
  await expect(page.getByRole('heading', { name: /^4710 ·/ })).toBeVisible();
  await expect(page.locator('.status-line')).toContainText('Clear the filters');
});

test('links lead to other rows and tables', async ({ page, open }) => {
  await open({ config: twoTablesPage, rowCount: 200 });
  await page.evaluate(() =>
    window.fakeHost.details.set('150', { key: '150', title: 'linked', facts: [], blocks: [], links: [{ label: 'Handler 20', tableId: 'handlers', key: '20' }, { label: 'Gone', tableId: 'handlers', key: '9999' }] }),
  );
  await page.evaluate(() => window.fakeHost.send({ type: 'select', tableId: 'requests', key: '150' }));
  await page.getByRole('button', { name: 'Handler 20' }).click();
  const handlers = page.getByRole('region', { name: 'Handlers', exact: true });
  await expect(handlers.getByRole('heading', { name: /^20 ·/ })).toBeVisible();
  await expect(handlers.locator('.grid-row[aria-selected=true] .grid-cell').first()).toHaveText('20');
  await page.getByRole('button', { name: 'Gone' }).click();
  await expect(handlers.getByText('The handler is no longer in the table.')).toBeVisible();
});

test('the split between two tables moves by keys and by pointer, and is kept', async ({ page, open }) => {
  await open({ config: twoTablesPage, rowCount: 20 });
  const split = page.getByRole('separator', { name: 'Resize tables' });
  await split.focus();
  await page.keyboard.press('ArrowDown');
  await expect(split).toHaveAttribute('aria-valuenow', '55');
  const box = await split.boundingBox();
  await page.mouse.move(400, box!.y);
  await page.mouse.down();
  await page.mouse.move(400, box!.y - 100, { steps: 4 });
  await page.mouse.up();
  const value = await split.getAttribute('aria-valuenow');
  expect(Number(value)).toBeLessThan(50);
  await page.reload();
  await expect(split).toHaveAttribute('aria-valuenow', value!);
});
