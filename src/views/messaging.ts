import * as vscode from 'vscode';
import type { Disposable } from '../model/event';
import { askConsent } from './askConsent';
import { registerManageExtensionAccess } from './commands/manageExtensionAccess';
import { registerSendMessage } from './commands/sendMessage';
import { ExtensionConsent } from './extensionConsent';
import { ExtensionMessages } from './extensionMessages';
import { InstalledExtensions } from './installedExtensions';
import { registerLanguageModelTools } from './languageModelTools';
import { registerMessageHandlers } from './messageHandlers';
import type { Services } from './services';
import { registerUriHandler } from './uriHandler';

/** What the parts of {@link registerMessaging} leave to others. */
export interface Messaging extends Disposable {
  /** Where the messages of other extensions come in. */
  readonly messages: ExtensionMessages;
}

/**
 * What talks over the bus in this window: the handlers of the messages to devices, links, language-model tools, `psx.sendMessage`, and other
 * extensions with the consent that they need.
 */
export function registerMessaging(services: Services, memory: vscode.Memento): Messaging {
  const { bus, log } = services;
  const installed = new InstalledExtensions();
  const consent = new ExtensionConsent({
    memory,
    ask: (question) => askConsent(question, services.fleet),
    onMemoryError: (error) => log.error('Which extensions may act on devices could not be saved.', error),
  });
  const messages = new ExtensionMessages({
    bus,
    consent,
    installed: () => installed.all,
    onEventError: (error) => log.warn('An event of another extension was not published.', error),
  });
  const parts = vscode.Disposable.from(
    installed,
    registerMessageHandlers(bus, services),
    registerUriHandler(bus, services),
    registerLanguageModelTools(bus, services),
    registerSendMessage(messages, services),
    registerManageExtensionAccess(consent),
  );
  return { messages, dispose: () => void parts.dispose() };
}
