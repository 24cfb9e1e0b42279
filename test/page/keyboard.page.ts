import { type Page } from '@playwright/test';
import { expect, test } from './pageFixture';

/** What has the focus, in the words of a screen reader; also inside the controls. */
function focusWords(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document;
    const inner = activeElement?.shadowRoot?.activeElement ?? activeElement;
    const words = [activeElement, inner].map((element) => element?.getAttribute('aria-label') ?? element?.textContent.trim() ?? '');
    return words.find((text) => text !== '') ?? '';
  });
}

async function tabTo(page: Page, words: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let count = 0; count < 40; count++) {
    await page.keyboard.press('Tab');
    const now = await focusWords(page);
    if (words.test(now)) {
      return;
    }
    seen.push(now);
  }
  throw new Error(`${words} is not reached by Tab; seen: ${seen.join(' | ')}`);
}

test('everything is done by keys alone', async ({ page, open }) => {
  await open();
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  const keys = page.keyboard;
  const lastRequest = (kind: 'view' | 'action' | 'setting') => page.evaluate((wanted) => window.fakeHost.requests(wanted).at(-1), kind);

  await test.step('change a setting', async () => {
    await tabTo(page, /^Recording$/);
    await keys.press('Space');
    await expect.poll(() => lastRequest('setting')).toMatchObject({ settingId: 'enabled', value: false });
    await tabTo(page, /^Max count$/);
    await keys.press('Control+A');
    await keys.type('1,000');
    await keys.press('Enter');
    await expect.poll(() => lastRequest('setting')).toMatchObject({ settingId: 'maxCount', value: 1000 });
  });

  await test.step('pause and resume', async () => {
    await tabTo(page, /^Pause$/);
    await keys.press('Enter');
    await expect.poll(() => lastRequest('view')).toMatchObject({ view: { isPaused: true } });
    await expect.poll(() => focusWords(page)).toBe('Resume');
    await keys.press('Space');
    await expect.poll(() => lastRequest('view')).toMatchObject({ view: { isPaused: false } });
  });

  await test.step('show and hide columns', async () => {
    await tabTo(page, /^Columns$/);
    await keys.press('Enter');
    await expect(page.getByRole('menu', { name: 'Columns' })).toBeVisible();
    await keys.type('c');
    const code = page.getByRole('menuitemcheckbox', { name: 'Code' });
    await expect(code).toBeFocused();
    await keys.press('Space');
    await expect(code).toHaveAttribute('aria-checked', 'true');
    await expect(page.getByRole('columnheader', { name: 'Code' })).toBeVisible();
    await keys.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect.poll(() => focusWords(page)).toBe('Columns');
  });

  await test.step('filter', async () => {
    await keys.press('/');
    await keys.type('/io3');
    await expect(page.locator('.row-count')).toHaveText('2,500 of 10,000 requests');
    await keys.press('Escape');
    await expect(page.locator('.row-count')).toHaveText('10,000 requests');
    await keys.press('ArrowDown');
    await expect(page.getByRole('gridcell', { name: '10000' })).toBeFocused();
  });

  await test.step('move about', async () => {
    await keys.press('Control+End');
    await expect(page.getByRole('gridcell', { name: '1', exact: true }).first()).toBeFocused();
    await keys.press('End');
    await expect(page.locator('.grid-body .grid-cell:focus')).toHaveAttribute('aria-colindex', '10');
    await keys.press('PageUp');
    await keys.press('Home');
    await expect(page.locator('.grid-body .grid-cell:focus')).toHaveAttribute('aria-colindex', '1');
    await keys.press('Control+Home');
    await expect(page.getByRole('gridcell', { name: '10000' })).toBeFocused();
    await keys.press('PageDown');
    await expect(page.getByRole('gridcell', { name: '10000' })).not.toBeFocused();
    await expect(page.locator('.grid-body .grid-row:focus-within')).toHaveAttribute('aria-selected', 'true');
    await keys.press('Control+Home');
  });

  await test.step('sort, and change a width', async () => {
    await keys.press('ArrowUp');
    const id = page.getByRole('columnheader', { name: 'ID' });
    await expect(id).toBeFocused();
    await keys.press('ArrowRight');
    const method = page.getByRole('columnheader', { name: 'Method' });
    await expect(method).toBeFocused();
    await keys.press('Enter');
    await expect(method).toHaveAttribute('aria-sort', 'ascending');
    const before = await method.boundingBox();
    await keys.press('Shift+ArrowRight');
    await expect.poll(async () => (await method.boundingBox())!.width).toBe(before!.width + 10);
    await keys.press('ArrowLeft');
    await keys.press('Space');
    await expect(id).toHaveAttribute('aria-sort', 'descending');
    await keys.press('ArrowDown');
    await expect(page.getByRole('gridcell', { name: '10000' })).toBeFocused();
  });

  await test.step('act on a row from its menu', async () => {
    await keys.press('Shift+F10');
    await expect(page.getByRole('menuitem', { name: 'Show details' })).toBeFocused();
    await expect(page.getByRole('menuitem', { name: 'Compare with…' })).toHaveAttribute('aria-disabled', 'true');
    await keys.press('c');
    await keys.press('c');
    await expect(page.getByRole('menuitem', { name: 'Copy as cURL' })).toBeFocused();
    await keys.press('Enter');
    await expect.poll(() => lastRequest('action')).toMatchObject({ actionId: 'curl', key: '10000' });
    await expect(page.getByRole('gridcell', { name: '10000' })).toBeFocused();
    await keys.press('Control+C');
    await expect.poll(() => lastRequest('action')).toMatchObject({ actionId: 'copy', key: '10000' });
    await expect(page.getByRole('status')).toHaveText('Copied');
  });

  await test.step('read the detail', async () => {
    await keys.press('Enter');
    const heading = page.getByRole('heading', { name: /^10000 · GET/ });
    await expect(heading).toBeVisible();
    await keys.press('ArrowDown');
    await expect(page.getByRole('heading', { name: /^9999 · GET/ })).toBeVisible();
    await tabTo(page, /^Resize details$/);
    const separator = page.getByRole('separator', { name: 'Resize details' });
    const percent = Number(await separator.getAttribute('aria-valuenow'));
    await keys.press('ArrowUp');
    await expect(separator).toHaveAttribute('aria-valuenow', String(percent - 5));
    await tabTo(page, /^Copy$/);
    await keys.press('Enter');
    await expect.poll(() => lastRequest('action')).toMatchObject({ actionId: 'copy', key: '9999' });
    await tabTo(page, /^Request headers/);
    await keys.press('Enter');
    await expect(page.getByText('(redacted)')).toBeVisible();
    await tabTo(page, /^system-information/);
    await expect(page.locator('.json').getByText('"fw_7.06.012"')).toBeVisible();
    await keys.press('Enter');
    await expect(page.locator('.json').getByText('"fw_7.06.012"')).toBeHidden();
    await tabTo(page, /^port-list/);
    await keys.press('Space');
    await tabTo(page, /^0: /);
    await keys.press('Enter');
    await expect(page.locator('.json').getByText('"master"')).toBeVisible();
    await keys.press('Shift+Tab');
    await keys.press('Enter');
    await keys.press('Escape');
    await expect(heading).toBeHidden();
    await expect(page.getByRole('gridcell', { name: '9999' })).toBeFocused();
  });
});

test('a number that cannot be is refused, with its limits', async ({ page, open }) => {
  await open();
  const field = page.getByRole('textbox', { name: 'Max count' });
  await field.fill('10001');
  await field.press('Enter');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('is not a whole number from 1 to 10,000')).toBeVisible();
  expect(await page.evaluate(() => window.fakeHost.requests('setting').length)).toBe(0);
  await field.press('Escape');
  await expect(field).toHaveValue('500');
  await expect(field).not.toHaveAttribute('aria-invalid', 'true');
});

test('what is being typed into a setting survives news', async ({ page, open }) => {
  await open();
  const field = page.getByRole('textbox', { name: 'Max count' });
  await field.fill('75');
  await page.evaluate(() => window.fakeHost.addRows(1));
  await expect(page.locator('.row-count')).toHaveText('10,001 requests');
  await expect(field).toHaveValue('75');
});
