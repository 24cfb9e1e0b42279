import { CountingProxy } from './countingProxy.ts';
import { expect, test } from './workbench.ts';

test.use({
  userSettings: { 'psx.polling.interval': 1, 'psx.polling.timeout': 1, 'psx.polling.elementTimeout': 5, 'psx.alarms.raiseAfter': 1, 'psx.alarms.clearAfter': 1 },
});

test('an engineer is told of a device that falls silent, and says what is done about it', async ({ workbench, settings, device }) => {
  const { tree, notifications, quickInput } = workbench;
  const proxy = await CountingProxy.start(device);
  await settings.change({ 'psx.devices': [{ id: 'north', name: 'GM-North', host: `http://127.0.0.1:${proxy.port}` }] });
  await workbench.openView('PSX');
  await workbench.setSideBarWidth(470);
  await tree.row('Enter user name and password…').click();
  await quickInput.type(device.user);
  await quickInput.accept();
  await expect(quickInput.input).toHaveAttribute('type', 'password');
  await quickInput.type(device.password);
  await quickInput.accept();
  await expect(tree.description('GM-North')).toContainText('Responding');
  await tree.collapse('GM-North');

  await test.step('a notification tells of it, and leads there', async () => {
    await proxy.stop();
    await expect(tree.description('Communication')).toContainText('timeout · GM-North · since');
    await expect(notifications.withText('GM-North')).toBeVisible();
    await expect(workbench.statusBarItem('PSX 1 of 1 faulty')).toBeVisible();
    await workbench.screenshotInThemes('alarm');
    await notifications.press('GM-North', 'Open');
    await expect(tree.row('GM-North')).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('it is acknowledged with a comment, which its tooltip shows', async () => {
    await tree.chooseFromMenu('Communication', 'Acknowledge Alarm…');
    await quickInput.type('Firmware update until noon');
    await quickInput.accept();
    await expect(tree.row('Acknowledged')).toBeVisible();
    await expect(await tree.tooltip('Communication')).toContainText('Firmware update until noon');
    await workbench.screenshot('alarm-acknowledged');
  });

  await test.step('masked, it colours nothing', async () => {
    await tree.chooseFromMenu('Communication', 'Mask Alarm…');
    await quickInput.pick('8 hours');
    await expect(tree.description('Communication')).toContainText('masked until');
    await expect(workbench.statusBarItem('PSX 1 device')).toBeVisible();
    await expect(tree.row('GM-North')).toHaveAttribute('aria-label', /masked/);
    await workbench.screenshot('alarm-masked');
  });
});
