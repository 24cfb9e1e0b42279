import type { Socket } from 'node:net';
import type { FaultGroup } from './faultCase';
import type { HttpAnswer } from './httpAnswer';

const hourMs = 3_600_000;
const unnoticed = { state: 'responding' } as const;

/** What happens to the computer: its clock and its sleep. */
export const timeFaults: FaultGroup = {
  heading: 'Time',
  cases: [
    {
      name: 'The clock of the computer is set an hour ahead',
      begin: ({ clock }) => clock.jump(hourMs),
      end: ({ clock }) => clock.jump(-hourMs),
      expected: unnoticed,
    },
    {
      name: 'The clock of the computer is set back by an hour',
      begin: ({ clock }) => clock.jump(-hourMs),
      end: ({ clock }) => clock.jump(hourMs),
      expected: unnoticed,
    },
    {
      name: 'The clock of the computer is set back by an hour while a request is under way',
      begin: ({ clock, proxy }) => {
        let backMs = hourMs;
        const answer = ({ head, body }: HttpAnswer, client: Socket): void => {
          clock.jump(-backMs);
          backMs = 0;
          client.write(Buffer.concat([head, body]));
        };
        proxy.fault = { answer };
      },
      end: ({ clock, proxy }) => {
        proxy.fault = {};
        clock.jump(hourMs);
      },
      expected: unnoticed,
    },
    {
      name: 'The clock of the computer is set back by an hour, and the device is switched off',
      setup: { settings: { elementTimeoutMs: 30_000 } },
      begin: async ({ clock, proxy }) => {
        clock.jump(-hourMs);
        await proxy.down();
      },
      end: ({ proxy }) => proxy.up(),
      expected: { state: 'timeout', kind: 'refused' },
    },
    {
      name: 'The computer sleeps for eight hours, and the connections are dead',
      concernsAll: true,
      setup: { settings: { elementTimeoutMs: 30_000 } },
      begin: ({ clock, proxy }) => {
        clock.sleep(8 * hourMs);
        proxy.cut();
      },
      end: () => undefined,
      expected: { state: 'timeout', kind: 'timeout' },
    },
    {
      name: 'The computer sleeps for eight hours, and wakes up in another network',
      concernsAll: true,
      setup: { settings: { elementTimeoutMs: 30_000 } },
      begin: async ({ clock, proxy }) => {
        await proxy.down();
        clock.sleep(8 * hourMs);
      },
      end: ({ proxy }) => proxy.up(),
      expected: { state: 'timeout', kind: 'refused' },
    },
  ],
};
