// @ts-check
const vscode = require('vscode');

/**
 * Adds the simulated chassis and shows the view. What to add comes from the environment, so that the password is in
 * no settings file.
 */
async function activate() {
  const { PSX_DEMO_DEVICE } = process.env;
  await vscode.commands.executeCommand('workbench.view.extension.psx');
  if (PSX_DEMO_DEVICE === undefined) return;
  const { host, port, name, user, password, fingerprint } = JSON.parse(PSX_DEMO_DEVICE);
  const devices = vscode.workspace.getConfiguration('psx').get('devices', /** @type {{id?: string, name?: string, port?: number}[]} */ ([]));
  // Reloading the page activates this again; the device is there by then, but a server forgets secrets on a reload.
  const known = devices.find((device) => device.id !== undefined && device.name === name && device.port === port);
  if (known === undefined) await vscode.commands.executeCommand('psx.addDevice', { host, port, name, user, password, fingerprint });
  else await vscode.commands.executeCommand('psx.setCredentials', { deviceId: known.id, user, password });
}

module.exports = { activate };
