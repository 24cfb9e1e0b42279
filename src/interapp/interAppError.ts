import { interAppErrorCodes, type InterAppErrorCode, type InterAppFailure } from '../model/interApp';
import { safeLine } from './safeLine';

const longestSentence = 500;

/** What `send` rejects with. */
export class InterAppError extends Error implements InterAppFailure {
  override readonly name = 'InterAppError';
  readonly code: InterAppErrorCode;
  readonly hint: string;
  /** Of the communication that failed. */
  readonly guid: string;

  constructor({ code, message, hint }: InterAppFailure, guid: string) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.guid = guid;
  }
}

/**
 * The failure that stands for what a handler threw: a failure as it is, a fault with its sentence and hint, and of anything else what it says.
 * Bounded, in one line each, without secrets: handlers of other extensions throw what they like.
 */
export function failureOf(error: unknown): InterAppFailure {
  const { code, message, hint, fault } = membersOf(error);
  if (hasWords(message) && hasWords(hint)) {
    const known = interAppErrorCodes.find((candidate) => candidate === code);
    return freeze(known ?? 'handlerFailed', message, hint);
  }
  if (fault !== undefined && fault !== error) {
    const { message: sentence, hint: nextStep } = membersOf(fault);
    if (hasWords(sentence) && hasWords(nextStep)) {
      return freeze('handlerFailed', sentence, nextStep);
    }
  }
  const sentence = hasWords(message) ? message : 'The handler failed without saying why.';
  return freeze('handlerFailed', sentence, 'Send the message again. If it fails again, tell the author of the handler.');
}

function hasWords(text: unknown): text is string {
  return typeof text === 'string' && /\S/.test(text);
}

function freeze(code: InterAppErrorCode, message: string, hint: string): InterAppFailure {
  return Object.freeze({ code, message: safeLine(message, longestSentence), hint: safeLine(hint, longestSentence) });
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'string' ? { message: value } : {};
  }
  try {
    const { code, message, hint, fault } = value as Record<string, unknown>;
    return { code, message, hint, fault };
  } catch {
    // What is thrown may throw itself when it is read.
    return {};
  }
}
