import type { ExtensionHandler, ExtensionRequest } from '../api';
import type { HandledRequest } from '../interapp/handlerRegistry';
import type { InterAppBus } from '../interapp/interAppBus';
import { failureOf } from '../interapp/interAppError';
import type { Disposable } from '../model/event';
import type { Address, CustomName, InterAppFailure, InterAppReply } from '../model/interApp';
import { isJsonObject } from '../model/json';
import { callingExtension, currentStack, type InstalledExtension } from './callingExtension';
import { deniedFailure, type ExtensionConsent } from './extensionConsent';
import { MessageFault } from './messageHandlers/messageFault';

/** The id of this extension: frames of its own files say nothing about who calls. */
const ownId = 'psx-tools.psx-explorer';
const prefix = 'extension/';
const unknownSource = `${prefix}unknown`;

export interface ExtensionMessagesOptions {
  readonly bus: InterAppBus;
  readonly consent: ExtensionConsent;
  readonly installed: () => readonly InstalledExtension[];
  /** Told about what an event failed from, since nobody waits for it. */
  readonly onEventError: (error: unknown) => void;
}

/** Where other extensions' messages come in: finds out whose they are, asks whether it may, and hands them to the bus. Nothing that comes in is trusted to have its type. */
export class ExtensionMessages {
  readonly #options: ExtensionMessagesOptions;

  constructor(options: ExtensionMessagesOptions) {
    this.#options = options;
  }

  async send(input: unknown, options: unknown): Promise<InterAppReply> {
    // What was asked about is what is sent, whatever the sender does with its object meanwhile.
    const message = isJsonObject(input) ? { ...input } : input;
    const source = this.#sourceOf(message, 'message');
    const timeoutMs = isJsonObject(options) && typeof options.timeoutMs === 'number' ? options.timeoutMs : undefined;
    await this.#admit(message, source);
    return this.#options.bus.receive(message, 'message', source, timeoutMs === undefined ? {} : { timeoutMs });
  }

  publish(event: unknown): void {
    // Nobody is asked: the bus lets extensions announce only what goes to extensions.
    void this.#options.bus.receive(event, 'event', this.#sourceOf(event, 'event')).catch(this.#options.onEventError);
  }

  register(address: unknown, handler: unknown): Disposable {
    const caller = this.#caller();
    const id = typeof address === 'string' ? this.#extensionIn(address) : undefined;
    if (typeof address !== 'string' || id === undefined || (caller !== undefined && caller !== id)) {
      throw new MessageFault({ code: 'denied', message: `"${String(address)}" is not an address of ${caller ?? 'an installed extension'}.`, hint: 'Register for "extension/<id of your extension>" or below it.' });
    }
    const checked = checkedHandler(handler);
    try {
      return this.#options.bus.register(address, { name: `extension ${id}`, names: [...checked.names], handle: (request) => checked.handle(requestOf(request)) });
    } catch (error) {
      throw new MessageFault({ ...failureOf(error), hint: 'Dispose of the former handler first, or use other names.' });
    }
  }

  /** Resolves when the extension may send this; rejects with the refusal, which shows among the communications. */
  async #admit(input: unknown, source: Address): Promise<void> {
    const { bus, consent } = this.#options;
    const { name, destination } = isJsonObject(input) ? input : {};
    if (typeof name !== 'string' || typeof destination !== 'string' || destination.startsWith(prefix)) {
      // Acts on no device, or is refused by the bus.
      return;
    }
    const extensionId = this.#extensionIn(source) ?? source;
    if (!(await consent.isAllowed({ extensionId, name, destination }))) {
      throw bus.refuse(input, 'message', source, deniedFailure(extensionId));
    }
  }

  #sourceOf(input: unknown, kind: 'message' | 'event'): Address {
    const refuse = (source: string, failure: InterAppFailure): Error => this.#options.bus.refuse(input, kind, source, failure);
    const caller = this.#caller();
    const declared = isJsonObject(input) ? input.source : undefined;
    if (declared === undefined) {
      if (caller === undefined) {
        throw refuse(unknownSource, { code: 'malformed', message: 'It is not known which extension sends this.', hint: 'Set "source" to "extension/<id of your extension>".' });
      }
      return `${prefix}${caller}`;
    }
    const id = typeof declared === 'string' ? this.#extensionIn(declared) : undefined;
    if (id === undefined) {
      throw refuse(caller === undefined ? unknownSource : `${prefix}${caller}`, {
        code: 'denied',
        message: 'The source is not an installed extension.',
        hint: 'Set "source" to "extension/<id of your extension>".',
      });
    }
    if (caller !== undefined && caller !== id) {
      throw refuse(`${prefix}${caller}`, { code: 'denied', message: `${caller} sends in the name of ${id}.`, hint: `Set "source" to "${prefix}${caller}".` });
    }
    return declared as Address;
  }

  #caller(): string | undefined {
    return callingExtension(currentStack(), this.#options.installed(), ownId);
  }

  /** The installed extension that an address belongs to, as VS Code spells its id. */
  #extensionIn(address: string): string | undefined {
    const [kind, id] = address.split('/');
    return kind === 'extension' ? this.#options.installed().find((extension) => extension.id.toLowerCase() === id?.toLowerCase())?.id : undefined;
  }
}

function checkedHandler(handler: unknown): ExtensionHandler {
  const { names, handle } = (typeof handler === 'object' && handler !== null ? handler : {}) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(names) || names.length === 0 || !names.every(isCustomName) || typeof handle !== 'function') {
    throw new MessageFault({ code: 'malformed', message: 'This is not a handler.', hint: 'Give { names: ["custom:…"], handle: (request) => … }.' });
  }
  return handler as ExtensionHandler;
}

function isCustomName(name: unknown): name is CustomName {
  return typeof name === 'string' && name.startsWith('custom:');
}

function requestOf({ guid, kind, name, source, destination, data, signal }: HandledRequest): ExtensionRequest {
  return Object.freeze({
    guid,
    kind,
    name: name as CustomName,
    source,
    destination,
    ...(data === undefined ? {} : { data: data as NonNullable<ExtensionRequest['data']> }),
    signal,
  });
}
