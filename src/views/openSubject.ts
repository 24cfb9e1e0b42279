import * as vscode from 'vscode';
import type { Subject } from '../model/ptpAddress';
import type { Services } from './services';
import { TableFault } from './table/tableFault';

/** Opens the panel of a PTP instance, or shows the row of anything in the tree. Rejects with a fault when it is gone. */
export async function openSubject({ fleet, reveal }: Pick<Services, 'fleet' | 'reveal'>, { deviceId, slotId, instanceId }: Subject, where: 'panel' | 'tree'): Promise<void> {
  if (fleet.get(deviceId) === undefined) {
    throw new TableFault('rowGone', 'This device is not configured any more.', 'Choose another one.');
  }
  if (where === 'panel' && slotId !== undefined && instanceId !== undefined) {
    await vscode.commands.executeCommand('psx.showPtpInstance', { deviceId, slotId, instanceId });
  } else {
    await reveal(deviceId, { ...(slotId === undefined ? {} : { slotId }), ...(instanceId === undefined ? {} : { instanceId }) });
  }
}
