import * as vscode from 'vscode';
import type { Services } from '../services';
import { registerAddDevice } from '../addDevice';
import { registerCopyDeviceReport } from './copyDeviceReport';
import { registerCredentials } from './credentials';
import { registerDiagnose } from './diagnose';
import { registerOpenWebInterface } from './openWebInterface';
import { registerPolling } from './polling';
import { registerRemoveDevice } from './removeDevice';
import { registerSetSlotId } from './setSlotId';
import { registerShowRawData } from './showRawData';
import { registerTreeCommands } from './treeCommands';
import { registerTrustCertificate } from './trustCertificate';

const registrations = [
  registerAddDevice,
  registerCopyDeviceReport,
  registerCredentials,
  registerDiagnose,
  registerOpenWebInterface,
  registerPolling,
  registerRemoveDevice,
  registerSetSlotId,
  registerShowRawData,
  registerTreeCommands,
  registerTrustCertificate,
];

/** Registers every command of the palette and the tree. */
export function registerCommands(services: Services): vscode.Disposable {
  return vscode.Disposable.from(...registrations.map((register) => register(services)));
}
