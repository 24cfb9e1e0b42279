import { expect, test } from './workbench.ts';

test('a person without a LANTIME tries the simulator with one click', async ({ workbench }) => {
  const { tree } = workbench;
  await workbench.openView('PSX');
  await expect(tree.welcome).toContainText('No PSX devices yet.');
  await workbench.screenshot('welcome');
  await tree.welcome.getByRole('button', { name: 'Try the Simulator' }).click();

  await expect(tree.description('Simulated M3000')).toContainText('Responding');
  await expect(tree.row('io3  PSX210')).toBeVisible();
  await expect(tree.row('io4  PSX210')).toBeVisible();
  await expect(tree.description('Blue')).toContainText('MASTER');
  await expect(workbench.statusBarItem('PSX')).toBeVisible();
  await workbench.setSideBarWidth(470);
  await workbench.screenshotInThemes('tree');

  await test.step('other cards and empty slots can be hidden', async () => {
    // Makes room for the last rows: those outside the visible part do not exist.
    await tree.collapse('io3  PSX210');
    await expect(tree.description('io2')).toHaveText('Empty');
    await tree.clickTitle('Hide Other Cards and Empty Slots');
    await expect(tree.row('io2')).toHaveCount(0);
    await expect(tree.row('io3  PSX210')).toBeVisible();
  });

  await test.step('pausing and resuming is a click on the row', async () => {
    await tree.click('Simulated M3000', 'Pause Polling');
    await expect(tree.description('Simulated M3000')).toContainText('Paused · ');
    await expect(tree.row('Resume polling')).toBeVisible();
    await workbench.screenshot('paused');
    await tree.row('Resume polling').click();
    await expect(tree.description('Simulated M3000')).toContainText('Responding');
  });

  await test.step('stopping it removes it', async () => {
    await workbench.runCommand('PSX: Stop Simulated Device');
    await expect(tree.welcome).toBeVisible();
  });
});
