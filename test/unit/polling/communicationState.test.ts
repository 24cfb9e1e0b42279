import { describe, expect, it } from 'vitest';
import type { Fault, FaultKind } from '../../../src/model/fault';
import type { Communication, CommunicationState } from '../../../src/model/snapshot';
import { nextCommunication, type CommunicationEvent } from '../../../src/polling/communicationState';

const error = <K extends FaultKind>(kind: K): Fault & { readonly kind: K } => ({ kind, message: 'm', hint: 'h' });

describe('nextCommunication', () => {
  const at = 9;
  it.each<[CommunicationState, CommunicationEvent, CommunicationState]>([
    ['paused', { type: 'started', at }, 'connecting'],
    ['connecting', { type: 'answered', at, state: 'responding' }, 'responding'],
    ['slowPoll', { type: 'answered', at, state: 'waitingForSlotId' }, 'waitingForSlotId'],
    ['connecting', { type: 'failed', at, error: error('refused') }, 'retrying'],
    ['responding', { type: 'failed', at, error: error('refused') }, 'retrying'],
    ['timeout', { type: 'failed', at, error: error('refused') }, 'timeout'],
    ['slowPoll', { type: 'failed', at, error: error('refused') }, 'slowPoll'],
    ['responding', { type: 'silent', at, error: error('timeout') }, 'timeout'],
    ['slowPoll', { type: 'silent', at, error: error('timeout') }, 'slowPoll'],
    ['timeout', { type: 'slowed', at }, 'slowPoll'],
    ['responding', { type: 'slowed', at }, 'responding'],
    ['responding', { type: 'halted', at, error: error('unauthorized') }, 'unauthorized'],
    ['connecting', { type: 'halted', at, error: error('credentialsMissing') }, 'waitingForCredentials'],
    ['connecting', { type: 'halted', at, error: error('tlsUntrusted') }, 'connecting'],
    ['responding', { type: 'paused', at }, 'paused'],
  ])('%s, %o: %s', (state, event, expected) => {
    const next = nextCommunication({ state, since: 1 }, event);
    expect(next.state).toBe(expected);
    expect(next.since).toBe(state === expected ? 1 : at);
  });

  it('is in timeout when the certificate of a device with data changed', () => {
    const known: Communication = { state: 'responding', since: 1, lastSuccess: 2 };
    expect(nextCommunication(known, { type: 'halted', at, error: error('tlsChanged') })).toMatchObject({ state: 'timeout', lastSuccess: 2 });
  });

  it('keeps the error of a device that responds until the cycle has ended, and the cause of a retry when it falls silent', () => {
    const partly: Communication = { state: 'responding', since: 1, error: error('serverError') };
    expect(nextCommunication(partly, { type: 'answered', at, state: 'responding' })).toEqual({ ...partly, lastSuccess: at });
    expect(nextCommunication(partly, { type: 'completed', at, state: 'responding' })).toEqual({ state: 'responding', since: 1 });
    const retrying: Communication = { state: 'retrying', since: 1, error: error('refused') };
    expect(nextCommunication(retrying, { type: 'silent', at, error: error('timeout') }).error?.kind).toBe('refused');
  });
});
