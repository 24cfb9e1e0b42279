import * as vscode from 'vscode';
import type { DeviceSnapshot, FaultKind, InterAppFailure, PsxExplorerApi } from 'psx-explorer-api';

/** Another extension as its author writes it, with nothing but the types of the package. It is compiled, never run. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const psx = await vscode.extensions.getExtension<PsxExplorerApi>('psx-tools.psx-explorer')?.activate();
  if (psx?.apiVersion !== 1) {
    return;
  }
  const output = vscode.window.createOutputChannel('PSX Consumer');
  psx.onDidChangeDevices((devices) => output.appendLine(devices.map(summary).join(', ')), undefined, context.subscriptions);
  context.subscriptions.push(
    output,
    psx.registerHandler('extension/psx-test.psx-consumer', {
      names: ['custom:offset'],
      handle: ({ data, signal }) => (signal.aborted ? undefined : { asked: data ?? null, offsets: psx.devices.flatMap(offsetsNs) }),
    }),
  );
  for (const { id } of psx.devices) {
    await refresh(psx, id).catch((error: unknown) => output.appendLine((error as InterAppFailure).hint));
    output.appendLine(psx.httpSessions(id).map(({ method, uri, status }) => `${method} ${uri}: ${status ?? 'no answer'}`).join('\n'));
  }
}

const ofCertificates: readonly FaultKind[] = ['tlsUntrusted', 'tlsChanged'];

function summary({ name, communication: { state, error } }: DeviceSnapshot): string {
  const isAboutTrust = error !== undefined && ofCertificates.includes(error.kind);
  return `${name}: ${isAboutTrust ? (error.certificate?.fingerprint256 ?? error.hint) : state}`;
}

function offsetsNs({ slots }: DeviceSnapshot): readonly number[] {
  return slots.flatMap(({ ptpInstances }) => ptpInstances.flatMap(({ offsetFromMasterNs }) => offsetFromMasterNs ?? []));
}

async function refresh(psx: PsxExplorerApi, deviceId: string): Promise<void> {
  await psx.send({ name: 'refresh', destination: `chassis/${encodeURIComponent(deviceId)}` }, { timeoutMs: 60_000 });
}

/** What the types must refuse: were one of them `any`, the compiler would find nothing to expect. */
export function misuse(psx: PsxExplorerApi, device: DeviceSnapshot): readonly boolean[] {
  // @ts-expect-error: snapshots are read-only.
  device.name = 'mine';
  // @ts-expect-error: setSlotId comes with slots.
  void psx.send({ name: 'setSlotId', destination: 'chassis/gm1' });
  // @ts-expect-error: there is no such event.
  psx.publish({ name: 'rebooted', destination: 'chassis/gm1', data: {} });
  return [
    // @ts-expect-error: there is no such state.
    device.communication.state === 'sleeping',
    // @ts-expect-error: there is no such kind of fault.
    device.communication.error?.kind === 'broken',
  ];
}
