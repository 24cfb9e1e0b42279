import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { alarmId } from '../../src/alarms/alarmRecord';
import { startSimulator, type Simulator } from '../../src/simulator';
import { addDevice, removeAllDevices, setSetting, waitForDevice } from './support';

const slotId = 'io3';
const instanceId = 'instance1';
const limitMs = 15_000;
const pauseMs = 50;

describe('alarms, inside the extension host', () => {
  let simulator: Simulator;
  let restore: (() => Thenable<void>)[];
  let deviceId: string;

  before(async () => {
    restore = [];
    for (const [key, value] of [['psx.polling.interval', 1], ['psx.alarms.raiseAfter', 0], ['psx.alarms.clearAfter', 0], ['psx.alarms.notifyFrom', 'off']] as const) {
      restore.push(await setSetting(key, value));
    }
  });
  after(async () => {
    for (const each of restore) {
      await each();
    }
  });

  beforeEach(async () => {
    simulator = await startSimulator({ user: 'info', password: 'correct horse' });
    deviceId = await addDevice({ host: simulator.url, user: 'info', password: 'correct horse', name: 'GM-1' });
    await waitForDevice(deviceId, ({ communication, slots }) => communication.state === 'responding' && slots.some((slot) => slot.slotId === slotId && slot.ptpInstances.length > 0));
  });
  afterEach(async () => {
    await removeAllDevices();
    await simulator.stop();
  });

  const run = (command: string, argument: object): Promise<unknown> => Promise.resolve(vscode.commands.executeCommand(command, argument));
  const idOf = (parameter: Parameters<typeof alarmId>[1]): string => alarmId({ deviceId, slotId, instanceId }, parameter);

  /** Resolves as soon as the command does what it is to do: nobody is told of alarms outside the extension. */
  async function runAsSoonAsPossible(command: string, argument: object): Promise<void> {
    const start = performance.now();
    for (;;) {
      try {
        assert.equal(await run(command, argument), true);
        return;
      } catch (error) {
        if (performance.now() - start > limitMs) {
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  it('raise one when an instance vanishes, which can be acknowledged, masked and taken back', async () => {
    const alarm = { alarmId: idOf('presence') };
    await assert.rejects(run('psx.acknowledgeAlarm', alarm), /no alarm with the id/);
    simulator.removeInstance(slotId, instanceId);
    await runAsSoonAsPossible('psx.acknowledgeAlarm', { ...alarm, comment: 'Known' });
    await assert.rejects(run('psx.acknowledgeAlarm', alarm), /takes an alarm that is active/);
    await assert.rejects(run('psx.unacknowledgeAlarm', { alarmId: idOf('portState') }), /no alarm with the id/);
    assert.equal(await run('psx.unacknowledgeAlarm', alarm), true);
    assert.equal(await run('psx.maskAlarm', { ...alarm, minutes: 60 }), true);
    assert.equal(await run('psx.unmaskAlarm', alarm), true);
    assert.equal(await run('psx.openAlarm', alarm), true);
  });

  it('clear when it comes back, and leave the list when they are taken off', async () => {
    const alarm = { alarmId: idOf('presence') };
    simulator.removeInstance(slotId, instanceId);
    await runAsSoonAsPossible('psx.commentAlarm', { ...alarm, comment: 'Known' });
    simulator.restoreInstance(slotId, instanceId);
    await waitForDevice(deviceId, ({ slots }) => slots.every(({ ptpInstances }) => ptpInstances.every(({ missingSince }) => missingSince === undefined)));
    await assert.rejects(run('psx.acknowledgeAlarm', alarm), /takes an alarm that is active/);
    await vscode.commands.executeCommand('psx.removeClearedAlarms');
    await assert.rejects(run('psx.commentAlarm', { ...alarm, comment: '' }), /no alarm with the id/);
  });

  it('leave the list with their device', async () => {
    const alarm = { alarmId: idOf('presence') };
    simulator.removeInstance(slotId, instanceId);
    await runAsSoonAsPossible('psx.commentAlarm', { ...alarm, comment: 'Known' });
    await removeAllDevices();
    await assert.rejects(run('psx.commentAlarm', { ...alarm, comment: '' }), /no alarm with the id/);
  });
});
