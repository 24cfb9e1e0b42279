import * as vscode from 'vscode';
import type { Services } from '../services';
import { registerAdd } from './addDevice';
import { registerEdit } from './editDevice';

/** Registers `psx.addDevice` and `psx.editDevice`. */
export function registerAddDevice(services: Services): vscode.Disposable {
  return vscode.Disposable.from(registerAdd(services), registerEdit(services));
}
