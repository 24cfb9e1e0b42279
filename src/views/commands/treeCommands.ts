import * as vscode from 'vscode';
import type { Services } from '../services';
import { givenTarget } from './pickDevice';

/** Commands of the tree itself: other slots shown or hidden, and a missing slot or instance taken off the list. */
export function registerTreeCommands(services: Services): vscode.Disposable {
  const showOtherSlots = (isShown: boolean): Thenable<void> =>
    vscode.workspace.getConfiguration('psx').update('tree.showOtherSlots', isShown, vscode.ConfigurationTarget.Global);
  return vscode.Disposable.from(
    vscode.commands.registerCommand('psx.showOtherSlots', () => showOtherSlots(true)),
    vscode.commands.registerCommand('psx.hideOtherSlots', () => showOtherSlots(false)),
    vscode.commands.registerCommand('psx.forgetMissing', (argument: unknown) => {
      const target = givenTarget(services, argument);
      if (target === undefined) {
        throw new Error('psx.forgetMissing takes a row of the tree or {"deviceId": "…", "slotId": "…", "instanceId": "…"}.');
      }
      services.fleet.forgetMissing(target.deviceId, target.slotId, target.instanceId);
    }),
    vscode.commands.registerCommand('psx.showLog', () => services.log.show()),
  );
}
