import { describe, expect, it } from 'vitest';
import { isPending } from '../../../src/model/httpSession';
import { finishedSession, startedSession, type RecordedSession } from '../../../src/sessions/recordedSession';
import { SessionLogs } from '../../../src/sessions/sessionLogs';
import { ForeignSessions } from '../../../src/windows/foreignSessions';
import { finishedRequest, startedRequest } from '../sessions/requests';

describe('the sessions of another window', () => {
  function open() {
    const logs = new SessionLogs();
    let lastId = 100;
    const foreign = new ForeignSessions(() => (lastId += 1), (session) => logs.adopt(session));
    return { logs, foreign };
  }
  const pending = (id: number, repeatOf?: number): RecordedSession => startedSession(startedRequest(id, repeatOf === undefined ? {} : { repeatOf }), 1_000);
  const ended = (id: number): RecordedSession => finishedSession(pending(id), finishedRequest(startedRequest(id)), 1_000);
  /** As it comes over a wire. */
  const copy = (session: RecordedSession): RecordedSession => JSON.parse(JSON.stringify(session)) as RecordedSession;

  it('get ids of this window, by which they are completed and repeated', () => {
    const { logs, foreign } = open();
    foreign.add(copy(pending(7)));
    expect(logs.sessions('a')).toEqual([{ ...pending(7), id: 101 }]);
    foreign.add(copy(ended(7)));
    foreign.add(copy(pending(8, 7)));
    foreign.add(copy(pending(9, 3)));
    expect(logs.sessions('a')).toEqual([
      { ...ended(7), id: 101 },
      { ...pending(8), id: 102, repeatOf: 101 },
      { ...pending(9), id: 103 },
    ]);
    expect(Object.isFrozen(logs.sessions('a')[0]?.timing)).toBe(true);
  });

  it('are under way from their beginning to their end', () => {
    const { foreign } = open();
    const underWay = [7, 101].map((id) => foreign.isUnderWay(id));
    foreign.add(copy(pending(7)));
    underWay.push(foreign.isUnderWay(7), foreign.isUnderWay(101));
    foreign.add(copy(ended(7)));
    expect([...underWay, foreign.isUnderWay(7)]).toEqual([false, false, true, false, false]);
  });

  it('end with it: nobody learns what became of them', () => {
    const { logs, foreign } = open();
    [pending(1), ended(1), pending(2)].forEach((session) => foreign.add(copy(session)));
    foreign.end(10_000);
    expect(logs.sessions('a').map((session) => [session.id, isPending(session), session.error?.kind, session.waitedMs])).toEqual([
      [101, false, undefined, undefined],
      [102, false, 'cancelled', 8_000],
    ]);
    foreign.add(copy(pending(1)));
    expect(logs.sessions('a').at(-1)?.id).toBe(103);
  });

  it('keep to the limits of this window', () => {
    const { logs, foreign } = open();
    logs.configure({ maxCount: 2, totalCount: 50, rowLimitBytes: 10, totalLimitBytes: 1_000 });
    const long = finishedSession(pending(1), finishedRequest(startedRequest(1), { body: 'x'.repeat(500) }), 1_000);
    [long, pending(2)].forEach((session) => foreign.add(copy(session)));
    expect(logs.sessions('a')[0]).toMatchObject({ responseData: 'x'.repeat(10), responseDataCut: 'rowLimit', responseBytes: 500 });
    foreign.add(copy(pending(3)));
    foreign.add(copy(ended(1)));
    expect(logs.sessions('a').map(({ id }) => id)).toEqual([102, 103]);
  });
});
