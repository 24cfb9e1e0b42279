import type { Page } from '@playwright/test';
import type { DeviceSnapshot } from '../../src/model/snapshot';
import { followed, psxSlot, sampleClients, sampleDevice, sampleFleet, sampleInstance } from '../unit/model/graphFleet';
import { expect, keptState, test } from './graphFixture';

const blue = 'instance/north/io3/ptp/Blue';

/** Where a node is on the screen. */
async function placeOf(page: Page, id: string): Promise<{ x: number; y: number; width: number; height: number }> {
  return (await page.locator(`[data-id="${id}"] .node-shape`).boundingBox())!;
}

function focusedId(page: Page): Promise<string | undefined> {
  return page.evaluate(() => (document.activeElement as SVGElement | null)?.dataset.id);
}

test('is one stop for Tab; arrows go along the lines, Enter opens, Space folds', async ({ page, host, openGraph }) => {
  await openGraph('topology');
  await page.getByRole('textbox', { name: 'Filter devices' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await focusedId(page)).toBe('device/north/');
  for (const [key, id] of [
    ['ArrowDown', 'reference/clock/north/clk1/gnss'],
    ['ArrowRight', 'clock/north/clk1'],
    ['ArrowRight', 'card/north/io3'],
    ['ArrowRight', blue],
    ['ArrowDown', 'instance/north/io3/ptp/Red'],
    ['ArrowRight', 'grandmaster/00-1B-19-FF-FE-0B-2C-01'],
    ['ArrowLeft', 'instance/north/io3/ptp/Red'],
    ['Home', 'device/north/'],
    ['End', 'instance/lab/io1/ptp/Lab'],
  ] as const) {
    await page.keyboard.press(key);
    expect([key, await focusedId(page)]).toEqual([key, id]);
  }
  await expect(page.locator('.node[tabindex="0"]')).toHaveCount(1);
  await expect(page.getByRole('option', { selected: true })).toHaveAttribute('data-id', 'instance/lab/io1/ptp/Lab');
  await page.keyboard.press('Enter');
  await expect.poll(() => host.asked('open')).toEqual([{ kind: 'open', key: 'instance/lab/io1/ptp/Lab', where: 'panel' }]);
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await expect(page.locator('[data-id="card/north/io3"]')).toHaveCount(0);
  expect(await focusedId(page)).toBe('device/north/');
  await page.keyboard.press('Space');
  await expect(page.locator('[data-id="card/north/io3"]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect.poll(() => host.asked('open').at(-1)).toEqual({ kind: 'open', key: 'device/north/', where: 'tree' });
  await page.keyboard.press('Tab');
  expect(await focusedId(page)).toBeUndefined();
});

test('brings into sight what the keyboard goes to', async ({ page, openGraph }) => {
  await openGraph('topology');
  await page.locator(`[data-id="${blue}"]`).focus();
  for (let time = 0; time < 8; time += 1) {
    await page.keyboard.press('+');
  }
  const stage = (await page.locator('.stage').boundingBox())!;
  for (const key of ['End', 'Home', 'End']) {
    await page.keyboard.press(key);
    const box = await placeOf(page, (await focusedId(page))!);
    expect(box.y).toBeGreaterThanOrEqual(stage.y);
    expect(box.x).toBeGreaterThanOrEqual(stage.x);
    expect(box.y).toBeLessThan(stage.y + stage.height);
    expect(box.x).toBeLessThan(stage.x + stage.width);
  }
});

test('zooms at the pointer, pans by wheel, drag and keys, and fits', async ({ page, openGraph }) => {
  await openGraph('topology');
  const before = await placeOf(page, blue);
  const at = { x: before.x + before.width / 2, y: before.y + before.height / 2 };
  await page.mouse.move(at.x, at.y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -200);
  await page.keyboard.up('Control');
  await expect.poll(async () => (await placeOf(page, blue)).width).toBeGreaterThan(before.width * 1.5);
  const zoomed = await placeOf(page, blue);
  // The pointer is at whole pixels.
  expect(Math.abs(zoomed.x + zoomed.width / 2 - at.x)).toBeLessThan(1);
  expect(Math.abs(zoomed.y + zoomed.height / 2 - at.y)).toBeLessThan(1);

  await page.mouse.wheel(30, 40);
  await expect.poll(async () => (await placeOf(page, blue)).y).toBeCloseTo(zoomed.y - 40, 0);
  expect((await placeOf(page, blue)).x).toBeCloseTo(zoomed.x - 30, 0);

  const stage = (await page.locator('.stage').boundingBox())!;
  await page.mouse.move(stage.x + 10, stage.y + stage.height - 10);
  await page.mouse.down();
  await page.mouse.move(stage.x + 110, stage.y + stage.height - 60, { steps: 4 });
  await page.mouse.up();
  expect((await placeOf(page, blue)).x).toBeCloseTo(zoomed.x + 70, 0);
  expect((await placeOf(page, blue)).y).toBeCloseTo(zoomed.y - 90, 0);

  await page.locator('.topology').focus();
  await page.keyboard.press('Shift+ArrowRight');
  expect((await placeOf(page, blue)).x).toBeCloseTo(zoomed.x - 10, 0);
  await page.keyboard.press('1');
  expect((await placeOf(page, blue)).width).toBeCloseTo(236, -1);
  await page.keyboard.press('0');
  const fit = await placeOf(page, blue);
  expect([fit.x, fit.y]).toEqual([expect.closeTo(before.x, 0), expect.closeTo(before.y, 0)]);
  await page.getByRole('button', { name: '+', exact: true }).click();
  expect((await placeOf(page, blue)).width).toBeCloseTo(before.width * 1.25, 0);
  await page.getByRole('button', { name: 'Fit' }).click();
  expect((await placeOf(page, blue)).width).toBeCloseTo(before.width, 0);
});

test('changes in place: nodes stay the same elements, where they are, with the focus', async ({ page, host, openGraph }) => {
  await openGraph('topology');
  await page.locator(`[data-id="${blue}"]`).focus();
  await page.keyboard.press('+');
  const before = await placeOf(page, blue);
  await page.evaluate(() => document.querySelectorAll<SVGElement>('.node, .edge').forEach((node) => (node.dataset.seen = 'yes')));
  const [north, ...others] = sampleFleet();
  const worse = { ...north!, slots: north!.slots.map((slot) => ({ ...slot, ptpInstances: slot.ptpInstances.map((one) => (one.id === 'Blue' ? { ...one, portState: 'FAULTY', severity: 'critical' as const } : one)) })) };
  await host.change([worse, ...others]);
  await expect(page.locator(`[data-id="${blue}"]`)).toHaveClass(/severity-critical/);
  await expect(page.getByRole('region', { name: 'Selected node' })).toContainText('Critical');
  expect(await page.locator('.node:not([data-seen]), .edge:not([data-seen])').count()).toBe(0);
  expect(await placeOf(page, blue)).toEqual(before);
  expect(await focusedId(page)).toBe(blue);
  await host.change(others);
  await expect(page.locator(`[data-id="${blue}"]`)).toHaveCount(0);
  // What Blue gave time to now has a grandmaster that is none of ours; the keyboard goes on.
  expect(await focusedId(page)).toBe('device/south/');
});

test('filters devices, shows those with problems only, and unfolds clients', async ({ page, host, openGraph }) => {
  await openGraph('topology');
  await page.keyboard.press('/');
  await page.keyboard.type('south');
  await expect(page.getByText('1 of 4 devices')).toBeVisible();
  await expect(page.locator('.node.kind-device')).toHaveCount(1);
  await page.locator('.kind-clients .node-fold').click();
  await expect(page.locator('.node.kind-client')).toHaveCount(20);
  await expect(page.getByRole('option', { name: /37 unicast clients 20 of them are shown/ })).toBeVisible();
  await page.getByRole('textbox', { name: 'Filter devices' }).fill('nothing like it');
  await expect(page.getByText('No device passes the filter.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Filter devices' }).fill('');
  await page.getByRole('checkbox', { name: 'Only with problems' }).click();
  await expect(page.getByText('3 of 4 devices')).toBeVisible();
  expect(host.asked('topologyView').at(-1)?.view).toEqual({ deviceFilter: '', problemsOnly: true, toggled: ['clients/instance/south/io3/ptp/Main'] });
});

test('stays where it was when a node is unfolded', async ({ page, openGraph }) => {
  await openGraph('topology');
  const group = page.locator('.node.kind-clients');
  await group.focus();
  const before = (await group.locator('.node-shape').boundingBox())!;
  await page.keyboard.press('Space');
  await expect(page.locator('.node.kind-client')).toHaveCount(23);
  const after = (await group.locator('.node-shape').boundingBox())!;
  expect([after.x, after.y]).toEqual([expect.closeTo(before.x, 0), expect.closeTo(before.y, 0)]);
});

test('comes back as it was left', async ({ page, openGraph }) => {
  await openGraph('topology');
  await page.getByRole('textbox', { name: 'Filter devices' }).fill('north');
  await expect(page.getByText('1 of 4 devices')).toBeVisible();
  await page.locator(`[data-id="${blue}"]`).click();
  await page.keyboard.press('+');
  const before = await page.locator('.world').getAttribute('transform');
  const kept = await keptState(page);
  await page.reload();
  await expect(page.getByText('1 of 4 devices')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Filter devices' })).toHaveValue('north');
  await expect(page.getByRole('option', { selected: true })).toHaveAttribute('data-id', blue);
  await expect(page.locator('.world')).toHaveAttribute('transform', before!);
  expect(await keptState(page)).toEqual(kept);
});

test('says when something failed, and what to do', async ({ page, host, openGraph }) => {
  await openGraph('topology');
  host.failure = { message: 'This device is not configured any more.', hint: 'Choose another one.' };
  await page.locator(`[data-id="${blue}"]`).dblclick();
  await expect(page.locator('.status-line')).toContainText('This device is not configured any more.');
  await expect(page.locator('.status-line')).toContainText('Choose another one.');
  host.failure = undefined;
  await page.getByRole('button', { name: 'Show in Tree' }).click();
  await expect(page.locator('.status-line')).toBeHidden();
  expect(host.asked('open').at(-1)).toEqual({ kind: 'open', key: blue, where: 'tree' });
});

test('exports a drawing that needs nothing else', async ({ page, host, openGraph }) => {
  await openGraph('topology', { devices: hostileFleet() });
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByText('Exported the topology.').first()).toBeVisible();
  const { svg } = host.asked('export')[0]!;
  const drawn = await page.context().newPage();
  expect(await drawn.evaluate((text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent, svg)).toBeUndefined();
  await drawn.setContent(`<html><body>${svg}</body></html>`);
  await drawn.locator('svg').screenshot({ path: 'test-results/page-looks/topology-export.png' });
  const { elements, attributes, values, titles } = await drawn.evaluate(() => {
    const all = [...document.querySelectorAll('svg, svg *')];
    return {
      elements: [...new Set(all.map(({ localName }) => localName))].sort(),
      attributes: [...new Set(all.flatMap((element) => [...element.attributes].map(({ name }) => name)))],
      values: all.flatMap((element) => [...element.attributes].map(({ value }) => value)),
      titles: [...document.querySelectorAll('svg title')].map(({ textContent }) => textContent),
    };
  });
  expect(elements).toEqual(['g', 'path', 'rect', 'svg', 'text', 'title']);
  expect(attributes.filter((name) => /^(class|style|id|on.*|.*href|role|tabindex|aria-.*|data-.*)$/.test(name))).toEqual([]);
  expect(values.filter((value) => /var\(|url\(/.test(value))).toEqual([]);
  expect(values).toContain('rgb(204, 204, 204)');
  expect(titles[0]).toContain('<img src=x onerror=');
  expect(await drawn.evaluate(() => (window as { wasHacked?: boolean }).wasHacked)).toBeUndefined();
  await drawn.close();
});

test('draws 500 devices at once, and stays quick', async ({ page, host, openGraph }) => {
  const devices = Array.from({ length: 500 }, (_, index) =>
    sampleDevice(`d${index}`, `GM ${index}`, [psxSlot('io3', Array.from({ length: 4 }, (_unused, place) => sampleInstance(`i${place}`, index * 8 + place, { clients: sampleClients(8) })))]),
  );
  await openGraph('topology', { devices });
  await expect(page.locator('.node')).toHaveCount(500);
  const spent = await page.evaluate(async () => {
    const stage = document.querySelector('.stage')!;
    const started = performance.now();
    for (let step = 0; step < 20; step += 1) {
      stage.dispatchEvent(new WheelEvent('wheel', { deltaY: 40, bubbles: true, cancelable: true }));
      await new Promise(requestAnimationFrame);
    }
    return (performance.now() - started) / 20;
  });
  expect(spent).toBeLessThan(100);
  await page.screenshot({ path: 'test-results/page-looks/topology-500.png' });
  await page.locator('.node').first().focus();
  await page.keyboard.press('Space');
  await expect(page.locator('.node.kind-instance')).toHaveCount(4);
  await host.change(devices.slice(1));
  await expect(page.locator('.node')).toHaveCount(499);
});

test('draws lines between very many devices for the selected one only', async ({ page, openGraph }) => {
  const devices = Array.from({ length: 60 }, (_, index) => sampleDevice(`d${index}`, `Device ${index}`, [psxSlot('io3', [sampleInstance('a', index + 1, index === 0 ? {} : { portState: 'SLAVE', parent: followed(1) })])]));
  await openGraph('topology', { devices });
  await expect(page.getByText('lines between them are drawn for the selected node only')).toBeVisible();
  const lines = () => page.locator('.edge-line').evaluateAll((all) => all.filter((line) => getComputedStyle(line).visibility === 'visible').length);
  expect(await lines()).toBe(0);
  await page.locator('[data-id="device/d7/"]').click();
  expect(await lines()).toBe(1);
  await page.locator('[data-id="device/d0/"]').click();
  expect(await lines()).toBe(59);
  await page.screenshot({ path: 'test-results/page-looks/topology-60.png' });
});

test('shows names as text, whatever they are', async ({ page, openGraph }) => {
  await openGraph('topology', { devices: hostileFleet() });
  await expect(page.getByRole('option', { name: '<img src=x onerror=' }).first()).toBeVisible();
  expect(await page.locator('.page img, .page script, .page iframe, .page a, .page foreignObject').count()).toBe(0);
  expect(await page.evaluate(() => (window as { wasHacked?: boolean }).wasHacked)).toBeUndefined();
  const stage = (await page.locator('.stage').boundingBox())!;
  for (const name of await page.locator('.node').all()) {
    const [text, shape] = [(await name.locator('.node-name').boundingBox())!, (await name.locator('.node-shape').boundingBox())!];
    expect(text.x + text.width).toBeLessThanOrEqual(shape.x + shape.width + 1);
  }
  expect(stage.width).toBeLessThanOrEqual(1280);
  await page.screenshot({ path: 'test-results/page-looks/topology-hostile.png' });
});

/** Names that want to be markup, and long ones. */
function hostileFleet(): readonly DeviceSnapshot[] {
  const hostile = '<img src=x onerror="window.wasHacked=true"><script>window.wasHacked=true</script>\uFFFE\uFFFF';
  return [
    sampleDevice('a', hostile, [psxSlot('io1"><b>', [sampleInstance(`${hostile}${'W'.repeat(300)}`, 1, { clients: [{ id: '0', address: hostile }] }), sampleInstance('\u202eمرحبا'.repeat(20), 2)])]),
  ];
}

test('can be used with forced colours', async ({ page, openGraph }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await openGraph('topology');
  await page.locator(`[data-id="${blue}"]`).focus();
  await expect(page.locator(`[data-id="${blue}"] .node-shape`)).toHaveCSS('stroke-width', '3px');
  await page.screenshot({ path: 'test-results/page-looks/topology-forced-colors.png' });
});
