import * as vscode from 'vscode';
import type { ConsentAnswer, ConsentQuestion } from './extensionConsent';

const actions: readonly (vscode.MessageItem & { readonly answer: ConsentAnswer })[] = [
  { title: 'Allow Once', answer: 'once' },
  { title: 'Always Allow', answer: 'always' },
  { title: 'Deny', answer: 'denied' },
];

/** Asks whether an extension may act on devices. Modal, since its message waits for the answer. */
export async function askConsent({ extensionId, name, destination }: ConsentQuestion): Promise<ConsentAnswer | undefined> {
  const picked = await vscode.window.showWarningMessage(
    `Allow the extension "${extensionName(extensionId)}" to act on your PSX devices?`,
    {
      modal: true,
      detail: [
        `${extensionId} wants to send "${name}" to ${destination}.`,
        'Once allowed, it can poll, pause and resume devices, change their slots and polling intervals, and read their data. It sees no passwords.',
        '"Allow Once" holds until this window is closed or reloaded.',
      ].join('\n\n'),
    },
    ...actions,
  );
  return picked?.answer;
}

/** The name that an extension gives itself, else its id. */
export function extensionName(extensionId: string): string {
  const manifest: unknown = vscode.extensions.getExtension(extensionId)?.packageJSON;
  const name = typeof manifest === 'object' && manifest !== null ? (manifest as Record<string, unknown>).displayName : undefined;
  return typeof name === 'string' && name !== '' ? name : extensionId;
}
