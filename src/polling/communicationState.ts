import type { Fault } from '../model/fault';
import { isReachable, type Communication, type CommunicationState, type ReachableState } from '../model/snapshot';
import type { HaltingFault } from './faultPolicy';

/** What can happen to the communication with a device. */
export type CommunicationEvent =
  /** Polling begins, or begins again after a pause or a stop. */
  | { readonly type: 'started'; readonly at: number }
  /** A good answer arrived while a cycle goes on. */
  | { readonly type: 'answered'; readonly at: number; readonly state: ReachableState }
  /** A cycle with good answers ended, for whatever reason; `error` is what is left to say. */
  | { readonly type: 'completed'; readonly at: number; readonly state: ReachableState; readonly error?: Fault }
  /** A cycle failed and will be tried again. */
  | { readonly type: 'failed'; readonly at: number; readonly error: Fault }
  /** The device did nothing but ask to be left alone for a while: a sign of life, though no data. `isFresh`: the last data are no older than the element timeout. */
  | { readonly type: 'throttled'; readonly at: number; readonly error: Fault; readonly isFresh: boolean }
  /** No good answer for longer than the element timeout, whether or not a request is under way. */
  | { readonly type: 'silent'; readonly at: number; readonly error: Fault }
  /** Silent for so long that only one request is sent now and then. */
  | { readonly type: 'slowed'; readonly at: number }
  /** Nothing is sent, or next to nothing, until a person acts. */
  | { readonly type: 'halted'; readonly at: number; readonly error: HaltingFault }
  | { readonly type: 'paused'; readonly at: number };

/** The next state of the communication. Returns the same object when nothing changed; `since` changes with the state only. */
export function nextCommunication(current: Communication, event: CommunicationEvent): Communication {
  switch (event.type) {
    case 'started':
      return change(current, event.at, 'connecting');
    case 'answered':
      return change({ ...current, lastSuccess: event.at }, event.at, event.state, event.state === current.state ? current.error : undefined);
    case 'completed':
      return change(current, event.at, event.state, event.error);
    case 'failed':
      return change(current, event.at, isSilent(current.state) ? current.state : 'retrying', event.error);
    case 'throttled':
      return change(current, event.at, event.isFresh && isReachable(current.state) ? current.state : 'retrying', event.error);
    case 'silent':
      return isSilent(current.state) ? current : change(current, event.at, 'timeout', causeOfSilence(current) ?? event.error);
    case 'slowed':
      return current.state === 'timeout' ? change(current, event.at, 'slowPoll', current.error) : current;
    case 'halted':
      return change(current, event.at, haltedState(current, event.error), event.error);
    case 'paused':
      return change(current, event.at, 'paused');
  }
}

function isSilent(state: CommunicationState): boolean {
  return state === 'timeout' || state === 'slowPoll';
}

/** Why the last cycle failed. That the device asked for rest is no cause: then it was not silent. */
function causeOfSilence({ state, error }: Communication): Fault | undefined {
  return state === 'retrying' && error?.kind !== 'throttled' ? error : undefined;
}

/**
 * A certificate in question is a kind of its own that has no state: a device that never answered is still `connecting`,
 * one that did is in `timeout` (its data are old, and nobody is trying to change that); the error says why.
 */
function haltedState(current: Communication, { kind }: HaltingFault): CommunicationState {
  switch (kind) {
    case 'unauthorized':
      return 'unauthorized';
    case 'tlsUntrusted':
    case 'tlsChanged':
      return current.lastSuccess === undefined ? 'connecting' : 'timeout';
    case 'credentialsMissing':
    case 'credentialsUnreadable':
      return 'waitingForCredentials';
  }
}

function change(current: Communication, at: number, state: CommunicationState, error?: Fault): Communication {
  return {
    state,
    since: state === current.state ? current.since : at,
    ...(current.lastSuccess === undefined ? {} : { lastSuccess: current.lastSuccess }),
    ...(error === undefined ? {} : { error }),
  };
}
