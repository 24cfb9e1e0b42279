import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestSlots, type LeaveSlot } from '../../../src/ltos/requestSlots';

const never = new AbortController().signal;

/** Enters, and tells in `entered` when it has. */
function enter(slots: RequestSlots, entered: string[], name: string, isAnswering: boolean, signal = never): Promise<LeaveSlot> {
  return slots.enter(isAnswering, () => signal).then((leave) => {
    entered.push(name);
    return leave;
  });
}
const settle = () => new Promise<void>((resolve) => void setImmediate(resolve));

describe('slots for requests', () => {
  it('leave half of them to devices that answer, however many do not', async () => {
    const slots = new RequestSlots(() => 4);
    const entered: string[] = [];
    const [first] = [1, 2, 3].map((index) => enter(slots, entered, `silent ${index}`, false));
    void enter(slots, entered, 'answering 1', true);
    void enter(slots, entered, 'answering 2', true);
    void enter(slots, entered, 'answering 3', true);
    await settle();
    expect(entered).toEqual(['silent 1', 'silent 2', 'answering 1', 'answering 2']);
    (await first)?.();
    await settle();
    expect(entered.slice(4)).toEqual(['answering 3']);
  });

  it('are given back once, and never to a request that was given up', async () => {
    const slots = new RequestSlots(() => 2);
    const entered: string[] = [];
    const leave = await enter(slots, entered, 'a', true);
    await enter(slots, entered, 'b', true);
    const abort = new AbortController();
    const given = enter(slots, entered, 'given up', true, abort.signal);
    void enter(slots, entered, 'c', true);
    void enter(slots, entered, 'd', true);
    abort.abort(new Error('no longer wanted'));
    await expect(given).rejects.toThrow('no longer wanted');
    await expect(slots.enter(true, () => AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
    leave();
    leave();
    await settle();
    expect(entered).toEqual(['a', 'b', 'c']);
  });

  it('follow a limit that changes', async () => {
    let most = 2;
    const slots = new RequestSlots(() => most);
    const entered: string[] = [];
    const leave = await enter(slots, entered, 'a', true);
    await enter(slots, entered, 'b', true);
    for (const name of ['c', 'd', 'e']) void enter(slots, entered, name, true);
    most = 4;
    leave();
    await settle();
    expect(entered).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('let everybody in at last, never more than the limit, in whatever order they come, leave and give up', async () => {
    const request = fc.record({ isAnswering: fc.boolean(), turns: fc.nat(5), givesUp: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 6 }), fc.array(request, { maxLength: 40 }), async (most, requests) => {
        const slots = new RequestSlots(() => most);
        let [inside, silent, done] = [0, 0, 0];
        const run = async ({ isAnswering, turns, givesUp }: (typeof requests)[number]) => {
          const abort = new AbortController();
          const entering = slots.enter(isAnswering, () => abort.signal);
          if (givesUp) abort.abort(new Error('given up'));
          try {
            const leave = await entering;
            inside += 1;
            silent += isAnswering ? 0 : 1;
            expect(inside).toBeLessThanOrEqual(most);
            expect(silent).toBeLessThanOrEqual(Math.max(1, Math.floor(most / 2)));
            for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
            inside -= 1;
            silent -= isAnswering ? 0 : 1;
            leave();
          } catch (error) {
            if (!givesUp) throw error;
          }
          done += 1;
        };
        await Promise.all(requests.map(run));
        expect(done).toBe(requests.length);
      }),
    );
  });
});
