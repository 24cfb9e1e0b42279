import * as vscode from 'vscode';
import { extensionName } from '../askConsent';
import type { ConsentAnswer, ExtensionConsent } from '../extensionConsent';
import { followUpQuestion } from '../followUpQuestion';
import { membersOf, textOf } from './commandArgument';

const words: Readonly<Record<ConsentAnswer, string>> = { always: 'always allowed', once: 'allowed in this window', denied: 'denied' };

interface AccessPick extends vscode.QuickPickItem {
  readonly answer: ConsentAnswer | undefined;
}

const choices: readonly AccessPick[] = [
  { label: 'Always Allow', answer: 'always' },
  { label: 'Deny', answer: 'denied' },
  { label: 'Ask Again', description: 'with its next message', answer: undefined },
];

/**
 * `psx.manageExtensionAccess`: which other extensions may act on devices. With `{extensionId, access: "ask" | "denied"}` asks nothing; an
 * argument can only take access away, as any extension can run the command: what is denied stays so. Rejects with a sentence when the argument
 * is unusable.
 */
export function registerManageExtensionAccess(consent: ExtensionConsent): vscode.Disposable {
  return vscode.commands.registerCommand('psx.manageExtensionAccess', async (argument: unknown): Promise<true | undefined> => {
    const given = givenAccess(membersOf(argument).access);
    const id = textOf('psx.manageExtensionAccess', argument, 'extensionId') ?? (await pickExtension(consent));
    if (id === undefined) {
      return undefined;
    }
    const choice = given ?? (await pickAccess(id, consent.answers.get(id.toLowerCase())));
    if (choice === undefined) {
      return undefined;
    }
    if (given !== undefined && consent.answers.get(id.toLowerCase()) === 'denied') {
      if (given.answer !== 'denied') {
        throw new Error(`${id} is denied access. Run "PSX: Manage Extension Access…" from the command palette to let it ask again.`);
      }
      return true;
    }
    await consent.set(id, choice.answer);
    return true;
  });
}

function givenAccess(access: unknown): { readonly answer: ConsentAnswer | undefined } | undefined {
  switch (access) {
    case 'ask':
      return { answer: undefined };
    case 'denied':
      return { answer: 'denied' };
    case undefined:
      return undefined;
    default:
      throw new Error('The argument "access" of psx.manageExtensionAccess must be "ask" or "denied".');
  }
}

async function pickExtension(consent: ExtensionConsent): Promise<string | undefined> {
  const picks = [...consent.answers].map(([extensionId, answer]) => ({ label: extensionName(extensionId), description: words[answer], detail: extensionId }));
  if (picks.length === 0) {
    await vscode.window.showInformationMessage('No other extension has sent a message to a PSX device yet.');
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(picks, { placeHolder: 'Change what which extension may do?', matchOnDetail: true, ...followUpQuestion });
  return picked?.detail;
}

function pickAccess(extensionId: string, answer: ConsentAnswer | undefined): Thenable<AccessPick | undefined> {
  const now = answer === undefined ? 'not asked about yet' : words[answer];
  return vscode.window.showQuickPick(choices, { title: extensionName(extensionId), placeHolder: `May it act on PSX devices? Now: ${now}`, ...followUpQuestion });
}
