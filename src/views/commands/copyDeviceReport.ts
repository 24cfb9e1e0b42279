import * as vscode from 'vscode';
import { decodeChassis, decodeModule } from '../../ltos/decode';
import type { DecodeProblem } from '../../model/decoded';
import type { Json } from '../../model/json';
import { deviceReport } from '../deviceReport';
import { documentPath } from '../documentPath';
import { showFault } from '../faultText';
import { decodingSettings } from '../pollingConfiguration';
import type { Services } from '../services';
import { withoutLinks } from '../withoutLinks';
import { pickDevice } from './pickDevice';

/** Settings that influence what is polled and shown. `psx.devices` is not among them: it names hosts. */
const reportedSettings = ['polling.interval', 'polling.timeout', 'polling.elementTimeout', 'polling.raw', 'slots.autoDetect', 'decoding.offsetUnit'] as const;

/** `psx.copyDeviceReport {deviceId}`: an anonymised report of a device, for a bug report. Returns its text. */
export function registerCopyDeviceReport(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand('psx.copyDeviceReport', async (argument: unknown): Promise<string | undefined> => {
    const target = await pickDevice(services, argument, 'Copy the report of which device?');
    const device = target === undefined ? undefined : services.device(target.deviceId);
    const client = target === undefined ? undefined : services.client(target.deviceId);
    if (device === undefined || client === undefined) {
      return undefined;
    }
    try {
      const user = (await services.credentials.get(device.origin).catch(() => undefined))?.user;
      const report = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: withoutLinks(`Making a report of ${device.name}`), cancellable: true },
        (_progress, token) => {
          const abort = new AbortController();
          token.onCancellationRequested(() => abort.abort());
          return deviceReport({ versions: versions(), settings: settings(), device, user, snapshot: services.fleet.get(device.id), client, problemsOf, signal: abort.signal });
        },
      );
      await vscode.env.clipboard.writeText(report);
      offerToOpen(services, device.id, report);
      return report;
    } catch (error) {
      showFault(services, `The report of ${device.name} could not be made`, error, device.id);
      return undefined;
    }
  });
}

/** Nobody should have to paste a report somewhere to see what is in it. */
function offerToOpen(services: Services, deviceId: string, report: string): void {
  const open = 'Open';
  void vscode.window.showInformationMessage('The anonymised device report is on the clipboard. Look through it before you publish it.', open).then((action) => {
    if (action === open) {
      return services.documents.show({ path: documentPath('PSX', 'device report.json'), key: deviceId, text: report });
    }
    return undefined;
  });
}

function versions(): Readonly<Record<string, string>> {
  const manifest: unknown = vscode.extensions.getExtension('psx-tools.psx-explorer')?.packageJSON;
  const version = typeof manifest === 'object' && manifest !== null ? (manifest as Record<string, unknown>).version : undefined;
  return { extension: typeof version === 'string' ? version : 'unknown', vscode: vscode.version, node: process.versions.node, platform: process.platform };
}

function settings(): Readonly<Record<string, Json>> {
  const psx = vscode.workspace.getConfiguration('psx');
  return Object.fromEntries(reportedSettings.map((key) => [key, psx.get<Json>(key) ?? null]));
}

function problemsOf(path: string, body: Json): readonly DecodeProblem[] {
  const slotId = /\/slots\/([^/]+)\/module$/.exec(path)?.[1];
  const options = decodingSettings();
  return (slotId === undefined ? decodeChassis(body, options) : decodeModule(body, { ...options, slotId: decodeURIComponent(slotId) })).problems;
}
