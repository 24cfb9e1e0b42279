import type { InterAppFailure } from '../model/interApp';

/** Characters of a name or an address in tables and sentences. */
export const longestShownName = 200;

export const disposed: InterAppFailure = Object.freeze({
  code: 'disposed',
  message: 'PSX Explorer is being shut down.',
  hint: 'Send the message again after the window was reloaded.',
});

export const cancelled: InterAppFailure = Object.freeze({
  code: 'cancelled',
  message: 'The sender gave this up.',
  hint: 'Nothing needs to be done.',
});

export const notRepeatable: InterAppFailure = Object.freeze({
  code: 'malformed',
  message: 'This cannot be sent again.',
  hint: 'Only a failed message that is still in the table and was not refused can.',
});

export const unreadableData: InterAppFailure = Object.freeze({
  code: 'malformed',
  message: 'The data are not plain JSON, too large or too deep.',
  hint: 'Send plain objects, lists, texts, numbers and booleans, 64 kB at most.',
});

export function notOf(kind: 'message' | 'event'): InterAppFailure {
  return { code: 'malformed', message: `This is no ${kind}.`, hint: 'Give an object with the texts "name" and "destination".' };
}

export function noDestination(destination: string): InterAppFailure {
  return {
    code: 'unknownDestination',
    message: `There is no destination "${destination.slice(0, longestShownName)}".`,
    hint: 'Destinations are chassis/<device>, card/<device>/<slot>, ptp/<device>/<slot>/<instance> and extension/<id>.',
  };
}

export function announcedByDeviceOnly(name: string): InterAppFailure {
  return {
    code: 'denied',
    message: `"${name}" is announced by the device itself only.`,
    hint: 'Send events custom:<name> to addresses of extensions.',
  };
}

export function timedOut(timeoutMs: number): InterAppFailure {
  const limit = timeoutMs < 1000 ? `${timeoutMs} ms` : `${Math.round(timeoutMs / 100) / 10} s`;
  return Object.freeze({
    code: 'timeout',
    message: `There was no reply within ${limit}.`,
    hint: 'Send it again, with more time if the destination is slow.',
  });
}

export function notHandled(name: string, destination: string): InterAppFailure {
  return Object.freeze({
    code: 'notHandled',
    message: `Nobody handles "${name}" at ${destination}.`,
    hint: 'See that the extension that should handle it is installed and active.',
  });
}

export function tooManyAsking(party: string): InterAppFailure {
  return Object.freeze({
    code: 'queueFull',
    message: `Too many messages of ${party} wait for the user's permission already.`,
    hint: 'Wait for the reply to the first one before you send more.',
  });
}

export function queueFull(destination: string): InterAppFailure {
  return Object.freeze({ code: 'queueFull', message: `Too much waits for ${destination} already.`, hint: 'Wait for replies before you send more.' });
}
