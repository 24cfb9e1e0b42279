import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it, onTestFinished } from 'vitest';
import { makeClient } from './support/testClient';
import { envelope, json, startServer } from './support/testServer';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Of the answers that this process has received from now on. */
function watchAnswers(): WeakRef<IncomingMessage>[] {
  const answers: WeakRef<IncomingMessage>[] = [];
  const take = (message: unknown): void => {
    answers.push(new WeakRef((message as { response: IncomingMessage }).response));
  };
  subscribe('http.client.response.finish', take);
  onTestFinished(() => {
    unsubscribe('http.client.response.finish', take);
  });
  return answers;
}

it('keeps nothing of an answer while the connection waits for the next request', async () => {
  const answers = watchAnswers();
  const server = await startServer((_, response) => json(response, envelope()));
  const client = makeClient(server.origin);
  await client.get('/api/status');
  expect(answers).toHaveLength(1);
  await expect
    .poll(() => {
      collectGarbage();
      return answers[0]?.deref() === undefined;
    })
    .toBe(true);
  expect(server.open()).toBe(1);
  client.dispose();
});
