import * as vscode from 'vscode';
import type { PtpAddress } from '../../model/ptpAddress';
import { givenTarget } from '../commands/pickDevice';
import { joinFacts } from '../words';
import { InstancePanels, type InstancePanelsOptions } from './instancePanels';

/** The panels of PTP instances, and `psx.showPtpInstance {deviceId, slotId, instanceId}`, which asks for what is not given. */
export function registerPtpInstancePanels(options: InstancePanelsOptions): vscode.Disposable {
  const panels = new InstancePanels(options);
  return vscode.Disposable.from(
    panels,
    vscode.commands.registerCommand('psx.showPtpInstance', async (argument: unknown) => {
      const address = givenAddress(options, argument) ?? (await pickInstance(options, argument));
      if (address !== undefined) {
        panels.show(address);
      }
    }),
  );
}

function givenAddress({ services }: InstancePanelsOptions, argument: unknown): PtpAddress | undefined {
  const { deviceId, slotId, instanceId } = givenTarget(services, argument) ?? {};
  return deviceId === undefined || slotId === undefined || instanceId === undefined ? undefined : { deviceId, slotId, instanceId };
}

async function pickInstance({ services }: InstancePanelsOptions, argument: unknown): Promise<PtpAddress | undefined> {
  const target = givenTarget(services, argument);
  const picks = services.fleet.devices
    .filter(({ id }) => target === undefined || id === target.deviceId)
    .flatMap((device) =>
      device.slots
        .filter(({ slotId }) => target?.slotId === undefined || slotId === target.slotId)
        .flatMap(({ slotId, ptpInstances }) =>
          ptpInstances.map(({ id, name, portState, domain }) => ({
            label: `$(broadcast) ${name}`,
            description: `${device.name} / ${slotId}`,
            detail: joinFacts([portState, domain === undefined ? undefined : `domain ${domain}`]),
            address: { deviceId: device.id, slotId, instanceId: id },
          })),
        ),
    );
  const [only] = picks;
  if (only === undefined) {
    await vscode.window.showInformationMessage('No PTP instance is known yet. They appear in the tree when a device with a PSX card has answered.');
    return undefined;
  }
  if (picks.length === 1) {
    return only.address;
  }
  return (await vscode.window.showQuickPick(picks, { placeHolder: 'Show which PTP instance?', matchOnDescription: true, matchOnDetail: true }))?.address;
}
