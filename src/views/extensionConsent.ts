import type { ParsedAddress } from '../interapp/address';
import type { InterAppFailure } from '../model/interApp';

/** The key in the global state: `{ "<extension id>": "always" | "denied" }`. */
const stateKey = 'psx.extensionAccess';

const answers = ['once', 'always', 'denied'] as const;

/** What the person answered: `once` holds until the window is closed or reloaded, the others until they are changed. */
export type ConsentAnswer = (typeof answers)[number];

/** What there is to know before one answers. */
export interface ConsentQuestion {
  readonly extensionId: string;
  /** The name of the message that waits for the answer: one of those that there are. */
  readonly name: string;
  /** Where it is to go. */
  readonly address: ParsedAddress;
}

export interface ConsentOptions {
  /** VS Code's global state. */
  readonly memory: { get(key: string): unknown; update(key: string, value: unknown): Thenable<void> };
  /** Puts the question to the person; `undefined` when it was closed without an answer. */
  readonly ask: (question: ConsentQuestion) => PromiseLike<ConsentAnswer | undefined>;
  /** Told when an answer could not be kept: it holds for this window all the same. */
  readonly onMemoryError: (error: unknown) => void;
}

/**
 * Which other extensions may act on devices. The person is asked once per extension, when its first message comes: messages that come
 * meanwhile wait for the same answer. A question that is closed without an answer counts as a no in this window, and is not kept.
 */
export class ExtensionConsent {
  readonly #options: ConsentOptions;
  readonly #answers = new Map<string, ConsentAnswer>();
  readonly #questions = new Map<string, Promise<boolean>>();

  constructor(options: ConsentOptions) {
    this.#options = options;
    for (const [extensionId, answer] of Object.entries(rememberedIn(options.memory))) {
      this.#answers.set(extensionId, answer);
    }
  }

  /** What was answered for each extension. */
  get answers(): ReadonlyMap<string, ConsentAnswer> {
    return this.#answers;
  }

  /** True when the extension may act; asks when that is not known. */
  isAllowed(question: ConsentQuestion): Promise<boolean> {
    const extensionId = keyOf(question.extensionId);
    const open = this.#questions.get(extensionId);
    // Before what is known: a message must not overtake those that still wait for the answer.
    if (open !== undefined) {
      return open;
    }
    const known = this.#answers.get(extensionId);
    if (known !== undefined) {
      return Promise.resolve(known !== 'denied');
    }
    const asked = this.#ask({ ...question, extensionId });
    const close = (): void => void this.#questions.delete(extensionId);
    this.#questions.set(extensionId, asked);
    asked.then(close, close);
    return asked;
  }

  /** Sets what holds for an extension from now on; without an answer it is asked about again. */
  async set(id: string, answer: ConsentAnswer | undefined): Promise<void> {
    const extensionId = keyOf(id);
    if (answer === undefined) {
      this.#answers.delete(extensionId);
    } else {
      this.#answers.set(extensionId, answer);
    }
    try {
      // What another window wrote meanwhile stays.
      const remembered = Object.entries(rememberedIn(this.#options.memory)).filter(([other]) => other !== extensionId);
      const added = answer === undefined || answer === 'once' ? [] : [[extensionId, answer] as const];
      await this.#options.memory.update(stateKey, Object.fromEntries([...remembered, ...added]));
    } catch (error) {
      this.#options.onMemoryError(error);
    }
  }

  async #ask(question: ConsentQuestion): Promise<boolean> {
    const answer = await this.#options.ask(question);
    if (answer === undefined) {
      this.#answers.set(question.extensionId, 'denied');
      return false;
    }
    await this.set(question.extensionId, answer);
    return answer !== 'denied';
  }
}

/** Why a message of an extension that may not act fails. */
export function deniedFailure(extensionId: string): InterAppFailure {
  return {
    code: 'denied',
    message: `The extension ${extensionId} is not allowed to act on PSX devices.`,
    hint: 'Run "PSX: Manage Extension Access…" to allow it.',
  };
}

/** VS Code compares the ids of extensions without regard to case. */
function keyOf(extensionId: string): string {
  return extensionId.toLowerCase();
}

function rememberedIn(memory: ConsentOptions['memory']): Readonly<Record<string, ConsentAnswer>> {
  const state = memory.get(stateKey);
  return Object.fromEntries(
    Object.entries(typeof state === 'object' && state !== null ? state : {}).flatMap(([extensionId, value]: [string, unknown]) => {
      const answer = answers.find((candidate) => candidate === value);
      return answer === undefined ? [] : [[keyOf(extensionId), answer]];
    }),
  );
}
