import { expect, test } from './workbench.ts';

test('a person adds a LANTIME with its own certificate and sees its PTP instances', async ({ workbench, device, settings }) => {
  const { quickInput, notifications, tree } = workbench;
  const { port } = new URL(device.url);
  await workbench.openView('PSX');
  await tree.welcome.getByRole('button', { name: 'Add a Device' }).click();

  await test.step('the address is checked as it is typed', async () => {
    await expect(quickInput.title).toContainText('1/5');
    await quickInput.type('https://user@gm1/path');
    await quickInput.accept();
    await expect(quickInput.invalid).toHaveCount(1);
    await quickInput.answer('1/5', 'https://127.0.0.1');
  });

  await test.step('Back keeps what was typed', async () => {
    await expect(quickInput.title).toContainText('2/5');
    await quickInput.back();
    await expect(quickInput.title).toContainText('1/5');
    await expect(quickInput.input).toHaveValue('https://127.0.0.1');
    await quickInput.accept();
  });

  await quickInput.answer('2/5', port);
  await expect(quickInput.title).toContainText('2/5');
  await quickInput.pick("Follow VS Code's proxy settings");
  await quickInput.answer('3/5', 'GM-North');
  await quickInput.answer('4/5', device.user);
  await expect(quickInput.input).toHaveAttribute('type', 'password');
  await workbench.screenshot('password');
  await quickInput.answer('4/5', device.password);

  await test.step('the certificate is shown and trusted', async () => {
    await expect(notifications.dialog).toContainText(device.fingerprint ?? '');
    await workbench.screenshot('certificate');
    await notifications.answerDialog('uses its own certificate', 'Trust This Certificate');
  });

  await expect(quickInput.title).toContainText('5/5');
  await expect(quickInput.item('io3')).toBeVisible();
  await workbench.screenshot('slots');
  expect((await settings.read())['psx.devices'] ?? []).toEqual([]);
  await quickInput.accept();

  await workbench.setSideBarWidth(470);
  await expect(tree.description('GM-North')).toContainText('Responding · M3000');
  await expect(tree.description('Blue')).toHaveText('MASTER · domain 127 · class 6, <100 ns');
  await expect(tree.description('Red')).toContainText('SLAVE · domain 44 · offset <');
  await expect(tree.row('io4  PSX210')).toBeVisible();
  const [entry] = (await settings.read())['psx.devices'] as Record<string, unknown>[];
  expect(entry).toMatchObject({ name: 'GM-North' });
  expect(entry).not.toHaveProperty('slotIds');
  expect(JSON.stringify(entry)).not.toContain(device.password);

  await test.step('the report of the diagnosis says that all is well', async () => {
    await tree.chooseFromMenu('GM-North', 'Diagnose');
    await expect(workbench.editorTab(/diagnosis\.md/)).toBeVisible();
    await workbench.screenshot('diagnosis');
  });

  await test.step('raw data open as JSON', async () => {
    await tree.chooseFromMenu('io3  PSX210', 'Show Raw Data');
    await expect(workbench.editorTab(/io3\.json/)).toBeVisible();
    await workbench.screenshot('raw-data');
  });

  await test.step('the tooltip tells the best-master fields', async () => {
    const tooltip = await tree.tooltip('Blue');
    await expect(tooltip).toContainText('Clock class');
    await workbench.screenshot('tooltip');
  });

  await test.step('removing asks and forgets', async () => {
    await tree.chooseFromMenu('GM-North', 'Remove Device…');
    await notifications.answerDialog('Remove GM-North?', 'Remove and Forget Credentials');
    await expect(tree.welcome).toBeVisible();
  });
});

test('a wrong password leads back to the log-in, and a cancelled wizard saves nothing', async ({ workbench, device, settings }) => {
  const { quickInput, notifications } = workbench;
  await workbench.openView('PSX');
  await workbench.runCommand('PSX: Add Device…');
  await quickInput.answer('1/5', device.url);
  await quickInput.pick("Follow VS Code's proxy settings");
  await quickInput.answer('3/5', 'GM-North');
  await quickInput.answer('4/5', device.user);
  await expect(quickInput.input).toHaveAttribute('type', 'password');
  await quickInput.answer('4/5', 'wrong password');
  await notifications.answerDialog('uses its own certificate', 'Trust This Certificate');
  await expect(quickInput.message).toContainText('does not accept the user name or the password');
  await workbench.screenshot('wrong-password');
  await quickInput.cancel();
  await expect(workbench.tree.welcome).toBeVisible();
  expect((await settings.read())['psx.devices'] ?? []).toEqual([]);
});
