import { expect, test } from './workbench.ts';

test.describe('devices that need somebody', () => {
  test.use({
    machineSettings: {
      'psx.devices': [
        { id: 'spare', name: 'GM-Spare', host: 'https://127.0.0.1:9' },
        { id: 'bad', name: 'GM-Bad', host: 'http://' },
      ],
    },
  });

  test('each says its next step, and a bad entry is named', async ({ workbench }) => {
    const { tree, notifications, quickInput } = workbench;
    await workbench.openView('PSX');
    await workbench.setSideBarWidth(470);
    await expect(tree.description('GM-Spare')).toContainText('Enter credentials');
    await expect(notifications.withText('psx.devices[1].host')).toBeVisible();
    await expect(tree.row('GM-Bad')).toHaveCount(0);
    await tree.row('Enter user name and password…').click();
    await quickInput.type('info');
    await quickInput.accept();
    await expect(quickInput.input).toHaveAttribute('type', 'password');
    await quickInput.type('secret of the test');
    await quickInput.accept();
    await expect(tree.rows.filter({ hasText: 'refused' }).first()).toBeVisible();
    await expect(workbench.statusBarItem('PSX 1 of 1 faulty')).toBeVisible();
    await workbench.screenshotInThemes('refused');
  });
});
