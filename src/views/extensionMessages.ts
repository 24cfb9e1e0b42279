import type { ExtensionHandler, ExtensionRequest } from '../api';
import { parseAddress, readAddress } from '../interapp/address';
import { customNameRule, isCustomName } from '../interapp/checks';
import { frozenData } from '../interapp/frozenData';
import type { HandledRequest } from '../interapp/handlerRegistry';
import type { CheckedMessage, InterAppBus, SendOptions } from '../interapp/interAppBus';
import { failureOf } from '../interapp/interAppError';
import { safeLine } from '../interapp/safeLine';
import type { Disposable } from '../model/event';
import type { Address, CustomName, InterAppFailure, InterAppReply } from '../model/interApp';
import { isJsonObject, type Json } from '../model/json';
import { callingExtension, currentStack, type InstalledExtension } from './callingExtension';
import { deniedFailure, type ExtensionConsent } from './extensionConsent';
import { MessageFault } from './messageHandlers/messageFault';

/** The id of this extension: frames of its own files say nothing about who calls. */
const ownId = 'psx-tools.psx-explorer';
const prefix = 'extension/';
const unknownSource = `${prefix}unknown`;
const longestQuoted = 200;
/** Of one handler. */
const mostNames = 1000;

export interface ExtensionMessagesOptions {
  readonly bus: InterAppBus;
  readonly consent: ExtensionConsent;
  readonly installed: () => readonly InstalledExtension[];
  /** Told about what an event failed from, since nobody waits for it. */
  readonly onEventError: (error: unknown) => void;
}

/** Sends a message, whatever it is, over the bus. Rejects with an `InterAppError`. */
export type MessageSender = (message: unknown, options: SendOptions) => Promise<InterAppReply>;

/** Where other extensions' messages come in: finds out whose they are, asks whether it may, and hands them to the bus. Nothing that comes in is trusted to have its type. */
export class ExtensionMessages {
  readonly #options: ExtensionMessagesOptions;

  constructor(options: ExtensionMessagesOptions) {
    this.#options = options;
  }

  async send(input: unknown, options: unknown): Promise<InterAppReply> {
    const source = this.#sourceOf(input, 'message');
    const { timeoutMs } = membersOf(options);
    return this.#options.bus.receive(input, 'message', source, {
      ...(typeof timeoutMs === 'number' ? { timeoutMs } : {}),
      permission: (message) => this.#refusalOf(message),
    });
  }

  /**
   * For a command that is given a message: sends it as the extension that runs the command, which needs the same permission as with
   * {@link send}, or else as the user. To be called in the turn in which the command begins, as only its call stack tells who runs it.
   */
  senderOfCommand(): MessageSender {
    const caller = this.#caller();
    return caller === undefined
      ? (message, options) => this.sendAsUser(message, options)
      : (message, options) => this.#options.bus.receive(message, 'message', addressOf(caller), { ...options, permission: (checked) => this.#refusalOf(checked) });
  }

  /** Sends what the user has picked. */
  sendAsUser(message: unknown, options: SendOptions): Promise<InterAppReply> {
    return this.#options.bus.receive(message, 'message', 'user', options);
  }

  publish(event: unknown): void {
    // Nobody is asked: the bus lets extensions announce only what goes to extensions.
    void this.#options.bus.receive(event, 'event', this.#sourceOf(event, 'event')).catch(this.#options.onEventError);
  }

  register(address: unknown, handler: unknown): Disposable {
    const caller = this.#caller();
    const id = typeof address === 'string' ? this.#extensionIn(address) : undefined;
    if (typeof address !== 'string' || id === undefined || (caller !== undefined && caller !== id)) {
      throw new MessageFault({ code: 'denied', message: `${quoted(address)} is not an address of ${caller ?? 'an installed extension'}.`, hint: 'Register for "extension/<id of your extension>" or below it.' });
    }
    const checked = checkedHandler(handler);
    const serve = async (request: HandledRequest): Promise<Json | undefined> => {
      const result = await checked.handle(requestOf(request));
      // An event has no reply.
      return request.kind === 'event' ? undefined : copied(result);
    };
    try {
      return this.#options.bus.register(address, { name: `extension ${id}`, names: checked.names, handle: serve });
    } catch (error) {
      throw new MessageFault({ ...failureOf(error), hint: 'Dispose of the former handler first, or use other names.' });
    }
  }

  /** Why an extension may not send this, or `undefined`. Nobody is asked about what acts on no device. */
  async #refusalOf({ name, source, address }: CheckedMessage): Promise<InterAppFailure | undefined> {
    if (!('deviceId' in address)) {
      return undefined;
    }
    const extensionId = this.#extensionIn(source) ?? source;
    const isAllowed = await this.#options.consent.isAllowed({ extensionId, name, address });
    return isAllowed ? undefined : deniedFailure(extensionId);
  }

  #sourceOf(input: unknown, kind: 'message' | 'event'): Address {
    const refuse = (source: string, failure: InterAppFailure): Error => this.#options.bus.refuse(input, kind, source, failure);
    const caller = this.#caller();
    const declared = membersOf(input).source;
    if (declared === undefined) {
      if (caller === undefined) {
        throw refuse(unknownSource, { code: 'malformed', message: 'It is not known which extension sends this.', hint: 'Set "source" to "extension/<id of your extension>".' });
      }
      return addressOf(caller);
    }
    const id = typeof declared === 'string' ? this.#extensionIn(declared) : undefined;
    if (id === undefined || typeof declared !== 'string') {
      throw refuse(caller === undefined ? unknownSource : addressOf(caller), {
        code: 'denied',
        message: 'The source is not an installed extension.',
        hint: 'Set "source" to "extension/<id of your extension>".',
      });
    }
    if (caller !== undefined && caller !== id) {
      throw refuse(addressOf(caller), { code: 'denied', message: `${caller} sends in the name of ${id}.`, hint: `Set "source" to "${addressOf(caller)}".` });
    }
    // It was read as an address of an extension.
    return (readAddress(declared)?.canonical ?? addressOf(id)) as Address;
  }

  #caller(): string | undefined {
    return callingExtension(currentStack(), this.#options.installed(), ownId);
  }

  /** The installed extension that an address belongs to, as VS Code spells its id. */
  #extensionIn(address: string): string | undefined {
    const parsed = parseAddress(address);
    // This extension itself sends as the user, a link or a device, never as an extension.
    return parsed?.kind === 'extension' && parsed.extensionId !== ownId
      ? this.#options.installed().find(({ id }) => id.toLowerCase() === parsed.extensionId)?.id
      : undefined;
  }
}

/** In the spelling of the bus, whichever way VS Code spells the id. */
function addressOf(extensionId: string): Address {
  return `${prefix}${extensionId.toLowerCase()}`;
}

/** Each member is read once: what was checked is what serves. */
function checkedHandler(handler: unknown): ExtensionHandler {
  const { names, handle } = handlerMembers(handler);
  if (!Array.isArray(names) || names.length === 0 || names.length > mostNames || !names.every(isCustomName) || typeof handle !== 'function') {
    throw new MessageFault({
      code: 'malformed',
      message: 'This is not a handler.',
      hint: `Give { names: ["custom:…"], handle: (request) => … }, at most ${mostNames} names; each has after "custom:" ${customNameRule}.`,
    });
  }
  return { names, handle: (request) => (handle as ExtensionHandler['handle']).call(handler, request) };
}

/** The names are copied. */
function handlerMembers(handler: unknown): { readonly names?: unknown; readonly handle?: unknown } {
  try {
    const { names, handle } = (typeof handler === 'object' && handler !== null ? handler : {}) as Readonly<Record<string, unknown>>;
    return { names: Array.isArray(names) ? (names as readonly unknown[]).slice(0, mostNames + 1) : undefined, handle };
  } catch {
    // What throws when it is read is no handler.
    return {};
  }
}

/** Whatever was given as an address, for a sentence. */
function quoted(address: unknown): string {
  return typeof address === 'string' ? `"${safeLine(address, longestQuoted)}"` : 'This';
}

/** The sender gets a copy that nobody can change any more. */
function copied(result: unknown): Json | undefined {
  const data = result === undefined ? undefined : frozenData(result);
  if (result !== undefined && data === undefined) {
    throw new MessageFault({ code: 'handlerFailed', message: 'The reply of the handler is not plain JSON, too large or too deep.', hint: 'Tell the author of the handler.' });
  }
  return data?.whole;
}

/** The members of whatever comes in. What throws when it is read is nobody's. */
function membersOf(input: unknown): { readonly source?: unknown; readonly timeoutMs?: unknown } {
  try {
    if (!isJsonObject(input)) {
      return {};
    }
    const { source, timeoutMs } = input;
    return { source, timeoutMs };
  } catch {
    return { source: null };
  }
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
