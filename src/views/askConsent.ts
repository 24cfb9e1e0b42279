import * as vscode from 'vscode';
import type { ParsedAddress } from '../interapp/address';
import { singleLine } from '../model/displayText';
import type { FleetStore } from '../polling/fleetStore';
import type { ConsentAnswer, ConsentQuestion } from './extensionConsent';
import { withoutLinks } from './withoutLinks';

const longestName = 60;

const actions: readonly (vscode.MessageItem & { readonly answer: ConsentAnswer })[] = [
  { title: 'Allow Once', answer: 'once' },
  { title: 'Always Allow', answer: 'always' },
  { title: 'Deny', answer: 'denied' },
];

/** Asks whether an extension may act on devices. Modal, since its message waits for the answer. */
export async function askConsent({ extensionId, name, address }: ConsentQuestion, fleet: Pick<FleetStore, 'get'>): Promise<ConsentAnswer | undefined> {
  const picked = await vscode.window.showWarningMessage(
    withoutLinks(`Allow the extension "${extensionName(extensionId)}" to act on your PSX devices?`),
    {
      modal: true,
      detail: [
        `${extensionId} wants to send "${name}" to ${destinationName(address, fleet)}.`,
        'Once allowed, it can poll, pause and resume devices, change their slots and polling intervals, and read their data. It sees no passwords.',
        '"Allow Once" holds until this window is closed or reloaded.',
      ].join('\n\n'),
    },
    ...actions,
  );
  return picked?.answer;
}

/** What is known about the destination here; nothing that the sender made up. */
function destinationName(address: ParsedAddress, fleet: Pick<FleetStore, 'get'>): string {
  const device = 'deviceId' in address ? fleet.get(address.deviceId) : undefined;
  if (device === undefined || !('deviceId' in address)) {
    return 'a device that is not configured';
  }
  const slot = 'slotId' in address ? device.slots.find(({ slotId }) => slotId === address.slotId) : undefined;
  const instance = 'instanceId' in address ? slot?.ptpInstances.find(({ id }) => id === address.instanceId) : undefined;
  return [device.name, slot?.slotId, instance?.name].filter((name) => name !== undefined).map((name) => singleLine(name, longestName)).join(' / ');
}

/** The name that an extension gives itself, else its id. */
export function extensionName(extensionId: string): string {
  const manifest: unknown = vscode.extensions.getExtension(extensionId)?.packageJSON;
  const name = typeof manifest === 'object' && manifest !== null ? (manifest as Record<string, unknown>).displayName : undefined;
  return typeof name === 'string' && name.trim() !== '' ? singleLine(name, longestName) : extensionId;
}
