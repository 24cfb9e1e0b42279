import { describe, expect, it } from 'vitest';
import { fieldProblem, messageForms } from '../../../src/views/messageHandlers/messageForms';

const fieldOf = (name: string) => messageForms(true).find((form) => form.name === name)!.field!;

describe('the forms of the messages', () => {
  it('offer to a card only what it serves', () => {
    const names = messageForms(false).map(({ name }) => name);
    expect(names).toEqual(['refresh', 'getSnapshot', 'pause', 'resume', 'listSessions', 'getRawData']);
    expect(messageForms(true)).toHaveLength(9);
  });

  it.each([
    ['setSlotId', ' io3, io4,,io3', { slotIds: ['io3', 'io4'] }],
    ['setSlotId', '', { slotIds: [] }],
    ['setPollingInterval', '2,5', { intervalSeconds: 2.5 }],
    ['listSessions', '7', { limit: 7 }],
    ['getRawData', '', {}],
    ['getRawData', ' /api/status/system ', { path: '/api/status/system' }],
  ])('make data for %s of "%s"', (name, text, data) => {
    expect(fieldProblem(fieldOf(name), text)).toBeUndefined();
    expect(fieldOf(name).dataOf(text)).toEqual(data);
  });

  it.each([
    ['setPollingInterval', ''],
    ['setPollingInterval', '0'],
    ['setPollingInterval', 'ten'],
    ['listSessions', '1.5'],
    ['getRawData', '/api/config'],
  ])('say what is wrong in %s with "%s"', (name, text) => {
    expect(fieldProblem(fieldOf(name), text)).toMatch(/^Send .*\.$/);
  });
});
