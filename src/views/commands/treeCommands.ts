import * as vscode from 'vscode';
import type { Services } from '../services';
import { textOf } from './commandArgument';
import { givenTarget } from './pickDevice';

/** Commands of the tree itself: other slots shown or hidden, its order and its filter, and a missing slot, instance or port taken off the list. */
export function registerTreeCommands(services: Services): vscode.Disposable {
  const set = (key: string, value: boolean): Thenable<void> => vscode.workspace.getConfiguration('psx').update(key, value, vscode.ConfigurationTarget.Global);
  return vscode.Disposable.from(
    vscode.commands.registerCommand('psx.showOtherSlots', () => set('tree.showOtherSlots', true)),
    vscode.commands.registerCommand('psx.hideOtherSlots', () => set('tree.showOtherSlots', false)),
    vscode.commands.registerCommand('psx.sortWorstFirst', () => set('tree.worstFirst', true)),
    vscode.commands.registerCommand('psx.sortAsConfigured', () => set('tree.worstFirst', false)),
    vscode.commands.registerCommand('psx.showOnlyAlarms', () => set('tree.onlyAlarms', true)),
    vscode.commands.registerCommand('psx.showWithoutAlarms', () => set('tree.onlyAlarms', false)),
    vscode.commands.registerCommand('psx.forgetMissing', (argument: unknown) => {
      const target = givenTarget(services, argument);
      if (target === undefined) {
        throw new Error('psx.forgetMissing takes a row of the tree or {"deviceId": "…", "slotId": "…", "instanceId": "…"}, or "portId" instead of "instanceId".');
      }
      const portId = textOf('psx.forgetMissing', argument, 'portId');
      services.feed.forgetMissing({ ...target, portId });
    }),
    vscode.commands.registerCommand('psx.showLog', () => services.log.show()),
  );
}
