import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { InterAppCommunication, InterAppHandler, PsxExplorerApi } from '../../src/api';
import type { Consumer, Ending } from './consumer/extension';
import { answerPicks, answerWarnings, activateExtension, removeAllDevices, setSetting, type AnsweredWarnings } from './support';

const extensionId = 'psx-test.psx-consumer';
const source = `extension/${extensionId}` as const;
const messageCount = 1000;
const destinationCount = 50;

/** Each communication has one final state and exactly one handler, which says the same; times do not run backwards. */
function assertConsistent(communications: readonly InterAppCommunication[], handlers: readonly InterAppHandler[]): void {
  const handlerOf = new Map(handlers.map((handler) => [handler.communicationId, handler]));
  assert.equal(handlerOf.size, handlers.length, 'A communication has two handlers.');
  assert.equal(new Set(communications.map(({ guid }) => guid)).size, communications.length, 'Two communications share a GUID.');
  for (const communication of communications) {
    const { id, state, created, started, finished, error } = communication;
    assert.ok(state === 'executed' || state === 'failed', `${id} is ${state}.`);
    assert.equal(state === 'failed', error !== undefined);
    assert.equal(handlerOf.get(id)?.state, state, `The handler of ${id} says something else.`);
    assert.ok(finished !== undefined && created <= (started ?? finished) && (started ?? created) <= finished, `The times of ${id} run backwards.`);
    assert.ok(Object.isFrozen(communication) && Object.isFrozen(handlerOf.get(id)));
  }
}

function codesOf(endings: readonly Ending[]): string[] {
  return [...new Set(endings.map((ending) => (ending.kind === 'reply' ? 'reply' : ending.failure.code)))].sort();
}

describe('another extension, inside the extension host', () => {
  let psx: PsxExplorerApi;
  let consumer: Consumer;
  let warnings: AnsweredWarnings;
  let restoreMaxCount: () => Thenable<void>;
  let lastId: number;

  before(async () => {
    psx = await activateExtension();
    const extension = vscode.extensions.getExtension<Consumer>(extensionId);
    assert.ok(extension !== undefined, 'The second extension is not there.');
    consumer = await extension.activate();
    restoreMaxCount = await setSetting('psx.interApp.maxCount', 5000);
  });
  after(() => restoreMaxCount());

  beforeEach(async () => {
    warnings = answerWarnings('Allow Once');
    await askAgain();
    lastId = psx.communications[0]?.id ?? 0;
  });
  afterEach(async () => {
    warnings.restore();
    await removeAllDevices();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** Lets the extension be asked about again, as a person does. */
  const askAgain = async (): Promise<void> => {
    const picks = answerPicks('Ask Again');
    try {
      await vscode.commands.executeCommand('psx.manageExtensionAccess', { extensionId });
    } finally {
      picks.restore();
    }
  };

  /** What came since the test began, oldest first, and only between the extension and its destinations. */
  const traffic = (): { communications: readonly InterAppCommunication[]; handlers: readonly InterAppHandler[] } => {
    const communications = psx.communications.filter((each) => each.id > lastId && each.source.startsWith(source)).toReversed();
    const ids = new Set(communications.map(({ id }) => id));
    return { communications, handlers: psx.handlers.filter(({ communicationId }) => ids.has(communicationId)) };
  };

  it('sends 1,000 messages to 50 mailboxes of its own at once: none is lost, doubled or out of order', async () => {
    const mailboxes = consumer.openMailboxes(destinationCount);
    try {
      const endings = await consumer.sendNotes(messageCount, destinationCount, 60_000);
      assert.deepEqual(codesOf(endings), ['reply']);
      assert.deepEqual(endings.map((ending) => ending.kind === 'reply' && ending.result), Array.from({ length: messageCount }, (_, index) => index));
      for (const [mailbox, numbers] of consumer.received.entries()) {
        assert.deepEqual(numbers, Array.from({ length: messageCount / destinationCount }, (_, turn) => turn * destinationCount + mailbox));
      }
      const { communications, handlers } = traffic();
      assert.equal(communications.length, messageCount);
      assert.equal(handlers.length, messageCount);
      assertConsistent(communications, handlers);
      const guids = new Set(communications.map(({ guid }) => guid));
      assert.ok(endings.every((ending) => ending.kind === 'reply' && guids.has(ending.guid)));
      assert.deepEqual(warnings.asked, [], 'Nobody has to be asked about what acts on no device.');
    } finally {
      mailboxes.dispose();
    }
  });

  it('sends 1,000 messages to 50 devices at once: one question, and every reply is of the right device', async () => {
    // Without credentials nothing is sent to a device.
    const entries = Array.from({ length: destinationCount }, (_, index) => ({ id: `device-${index}`, name: `GM-${index}`, host: `http://127.0.0.5:${10_000 + index}` }));
    const restore = await setSetting('psx.devices', entries);
    try {
      const deviceIds = Array.from({ length: messageCount }, (_, index) => `device-${index % destinationCount}`);
      const endings = await Promise.all(deviceIds.map((id) => consumer.send({ name: 'getSnapshot', destination: `chassis/${id}`, source }, 60_000)));
      assert.deepEqual(codesOf(endings), ['reply']);
      assert.deepEqual(endings.map((ending) => ending.kind === 'reply' && (ending.result as { id: string }).id), deviceIds);
      assert.equal(warnings.asked.length, 1);
      assert.match(warnings.asked[0] ?? '', /PSX Consumer/);
      const { communications, handlers } = traffic();
      assert.equal(communications.length, messageCount);
      assertConsistent(communications, handlers);
      for (const destination of new Set(communications.map((each) => each.destination))) {
        const starts = communications.filter((each) => each.destination === destination).map(({ started }) => started ?? 0);
        assert.deepEqual(starts, starts.toSorted((one, other) => one - other), `The messages to ${destination} were not served in their order.`);
      }
    } finally {
      await restore();
    }
  });

  it('is not held up by a destination that hangs', async () => {
    const mailboxes = consumer.openMailboxes(destinationCount, [7]);
    try {
      const endings = await consumer.sendNotes(destinationCount, destinationCount, 2000);
      assert.deepEqual(
        endings.flatMap((ending, index) => (ending.kind === 'failure' ? [[index, ending.failure.code]] : [])),
        [[7, 'timeout']],
      );
      const { communications, handlers } = traffic();
      assertConsistent(communications, handlers);
      assert.ok(communications.every(({ destination, durationMs }) => destination.endsWith('/7') || (durationMs ?? Infinity) < 2000));
    } finally {
      mailboxes.dispose();
    }
  });

  it('is asked about once, and what is denied shows as failed', async () => {
    warnings.restore();
    warnings = answerWarnings('Deny');
    const endings = await Promise.all(Array.from({ length: 10 }, () => consumer.send({ name: 'refresh', destination: 'chassis/any', source })));
    assert.deepEqual(codesOf(endings), ['denied']);
    assert.equal(warnings.asked.length, 1);
    const { communications, handlers } = traffic();
    assert.equal(communications.length, 10);
    assertConsistent(communications, handlers);
    assert.deepEqual([...new Set(communications.map(({ error }) => error?.code))], ['denied']);
    await assert.rejects(async () => vscode.commands.executeCommand('psx.manageExtensionAccess', { extensionId, access: 'ask' }), /is denied access/);
    await askAgain();
    warnings.restore();
    warnings = answerWarnings('Always Allow');
    assert.deepEqual(codesOf([await consumer.send({ name: 'refresh', destination: 'chassis/any', source })]), ['unknownDestination']);
    assert.equal(warnings.asked.length, 1);
  });

  it('cannot speak in the name of another, nor of the user', async () => {
    for (const other of ['extension/psx-tools.psx-explorer', 'extension/nobody.here', 'user'] as const) {
      const ending = await consumer.send({ name: 'refresh', destination: 'chassis/any', source: other });
      assert.equal(ending.kind === 'failure' && ending.failure.code, 'denied');
    }
    const { communications } = traffic();
    assert.deepEqual(communications.map((each) => [each.source, each.state]), Array.from({ length: 3 }, () => [source, 'failed']));
    assert.deepEqual(warnings.asked, []);
  });

  it('gets a clear failure for what nobody understands, and the failure shows', async () => {
    const send = (message: unknown) => consumer.send(message as Parameters<Consumer['send']>[0]);
    for (const message of [{ name: 'selfDestruct', destination: 'chassis/any', source }, { name: 'refresh', destination: 'nowhere', source }, { name: 'custom:none', destination: source, source }]) {
      const ending = await send(message);
      assert.ok(ending.kind === 'failure' && ending.failure.code !== 'handlerFailed' && ending.failure.message !== '' && ending.failure.hint !== '', JSON.stringify(ending));
    }
    const { communications, handlers } = traffic();
    assert.equal(communications.length, 3);
    assertConsistent(communications, handlers);
  });
});

describe('messages of a person, inside the extension host', () => {
  let psx: PsxExplorerApi;
  let restore: () => Thenable<void>;

  before(async () => {
    psx = await activateExtension();
  });
  beforeEach(async () => {
    restore = await setSetting('psx.devices', [{ id: 'north', name: 'GM-North', host: 'http://127.0.0.5:9' }]);
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await restore();
  });

  it('come from the commands that act on a device', async () => {
    await vscode.commands.executeCommand('psx.refresh', { deviceId: 'north' });
    await vscode.commands.executeCommand('psx.pausePolling', { deviceId: 'north' });
    await vscode.commands.executeCommand('psx.resumePolling', { deviceId: 'north' });
    await vscode.commands.executeCommand('psx.setSlotId', { deviceId: 'north', slotIds: ['io3'] });
    const sent = psx.communications.filter(({ source }) => source === 'user').slice(0, 4);
    assert.deepEqual(
      sent.map(({ name, destination, state }) => [name, destination, state]),
      ['setSlotId', 'resume', 'pause', 'refresh'].map((name) => [name, 'chassis/north', 'executed']),
    );
  });

  it('are sent by a command that is given all it needs; the reply is shown', async () => {
    const snapshot = await vscode.commands.executeCommand<{ name: string }>('psx.sendMessage', { deviceId: 'north', name: 'getSnapshot' });
    assert.equal(snapshot.name, 'GM-North');
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /"name": "GM-North"/);
    await vscode.commands.executeCommand('psx.sendMessage', { destination: 'chassis/north', name: 'setPollingInterval', data: { intervalSeconds: 77 } });
    assert.equal(vscode.workspace.getConfiguration().get<{ interval?: number }[]>('psx.devices')?.[0]?.interval, 77);
  });
});
