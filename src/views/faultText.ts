import * as vscode from 'vscode';
import { LtosError } from '../ltos/ltosError';
import type { Fault } from '../model/fault';
import { interAppErrorCodes, type InterAppFailure } from '../model/interApp';
import type { Services } from './services';
import { withoutLinks } from './withoutLinks';

/** A failure as the person reads it: what happened, then what to do next. Texts of errors that are not ours stay in the log. */
export function faultText(error: unknown): string {
  const fault = asFault(error);
  return fault === undefined ? 'Something unexpected failed. See the log of PSX Explorer for details.' : `${fault.message} ${fault.hint}`.trim();
}

/** Shows a failed command of a device with the next steps: to find out why, or to look into the log. Does not wait for the person. */
export function showFault(services: Pick<Services, 'log'>, what: string, error: unknown, deviceId?: string): void {
  const fault = asFault(error);
  if (fault?.kind === 'cancelled') {
    return;
  }
  services.log.error(`${what}: ${fault === undefined ? describe(error) : faultText(fault)}`);
  const diagnose = 'Diagnose';
  const showLog = 'Show Log';
  const actions = deviceId !== undefined && fault !== undefined && fault.kind !== 'internal' ? [diagnose, showLog] : [showLog];
  void vscode.window.showErrorMessage(withoutLinks(`${what}: ${faultText(error)}`), ...actions).then((action) => {
    if (action === diagnose) {
      void vscode.commands.executeCommand('psx.diagnose', { deviceId });
    } else if (action === showLog) {
      services.log.show();
    }
  });
}

function asFault(error: unknown): Fault | undefined {
  if (error instanceof LtosError) {
    return error.fault;
  }
  if (isFailure(error)) {
    return { kind: error.code === 'cancelled' ? 'cancelled' : 'internal', message: error.message, hint: error.hint };
  }
  return isFault(error) ? error : undefined;
}

/** A failed message between the parts of this extension tells about a device what the device's own fault told. */
function isFailure(value: unknown): value is InterAppFailure {
  return value instanceof Error && 'code' in value && 'hint' in value && interAppErrorCodes.some((code) => code === value.code);
}

function isFault(value: unknown): value is Fault {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { kind, message, hint } = value as Record<string, unknown>;
  return typeof kind === 'string' && typeof message === 'string' && typeof hint === 'string';
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
