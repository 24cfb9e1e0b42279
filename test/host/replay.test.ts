import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { startReplay } from '../../src/simulator';
import { addDevice, removeAllDevices, waitForDevice } from './support';

const extensionPath = vscode.extensions.getExtension('psx-tools.psx-explorer')?.extensionPath ?? '';
const recording = path.resolve(extensionPath, '../shared/payloads/m600-gps.json');

describe('a recorded LANTIME M600 without a PSX', () => {
  afterEach(removeAllDevices);

  // The recording is not part of this repository; where it is absent, the unit tests' own fixtures stand for it.
  it('shows its nine slots and says that no PSX was found', async function () {
    if (!existsSync(recording)) {
      this.skip();
    }
    const body = JSON.parse(readFileSync(recording, 'utf8')) as never;
    const replay = await startReplay({ host: '127.0.0.2', user: 'info', password: 'correct horse', body });
    try {
      const deviceId = await addDevice({ host: replay.url, user: 'info', password: 'correct horse' });
      const device = await waitForDevice(deviceId, ({ communication, slots }) => communication.state === 'waitingForSlotId' && slots.length > 0);
      assert.equal(device.slots.length, 9);
      assert.equal(device.system?.compatibility, 'unverified');
      assert.equal(device.slots.find(({ slotId }) => slotId === 'clk1')?.model, 'grc180');
      assert.deepEqual(device.slots.filter(({ isEmpty }) => isEmpty).map(({ slotId }) => slotId).sort(), ['clk2', 'int1', 'int2', 'int3', 'int4']);
      const cpu = device.slots.find(({ slotId }) => slotId === 'cpu');
      assert.equal(cpu?.properties.find(({ path: name }) => name.endsWith('temperature-1'))?.value, 49);
      assert.ok(device.communication.error?.hint);
      assert.ok(device.slots.every(({ isPsx }) => !isPsx));
    } finally {
      await replay.stop();
    }
  });
});
