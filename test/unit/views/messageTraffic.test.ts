import { describe, expect, it } from 'vitest';
import { InterAppBus } from '../../../src/interapp/interAppBus';
import { FleetStore } from '../../../src/polling/fleetStore';
import { askDevice } from '../../../src/views/deviceMessages';
import { DeviceDiagnoses, registerMessageHandlers } from '../../../src/views/messageHandlers';
import type { ActionServices } from '../../../src/views/messageHandlers/messageActions';

describe('messages to devices over the bus', () => {
  const fleet = new FleetStore();
  fleet.setDevices([{ id: 'id 1/2', name: 'GM-North', origin: 'https://north:443', busAddress: '', bypassProxy: false, slotIds: [] }]);
  const feed = { refresh: () => new Promise<void>(() => undefined), pause: () => undefined };
  const open = () => {
    const bus = new InterAppBus();
    registerMessageHandlers(bus, { fleet, feed, diagnoses: new DeviceDiagnoses() } as unknown as ActionServices);
    return bus;
  };

  it('find the device by its address, and show the handler that served them', async () => {
    const bus = open();
    const { guid, result } = await askDevice(bus, { name: 'getSnapshot', target: { deviceId: 'id 1/2' }, source: 'user' });
    expect(result).toBe(fleet.get('id 1/2'));
    expect(bus.communications).toMatchObject([{ guid, source: 'user', destination: 'chassis/id%201%2F2', state: 'executed' }]);
    expect(bus.handlers).toMatchObject([{ handler: 'chassis getSnapshot', state: 'executed' }]);
  });

  it('fail with the code, the sentence and the hint of the handler', async () => {
    const bus = open();
    await expect(askDevice(bus, { name: 'pause', target: { deviceId: 'id 1/2', slotId: 'io3' }, source: 'uri' })).rejects.toMatchObject({
      code: 'unknownDestination',
      message: 'GM-North has no slot "io3".',
      hint: expect.stringMatching(/slots/) as string,
    });
    expect(bus.communications).toMatchObject([{ state: 'failed', error: { code: 'unknownDestination' } }]);
  });

  it('let a pause through at once when a refresh before it is given up', async () => {
    const bus = open();
    const abort = new AbortController();
    const refresh = askDevice(bus, { name: 'refresh', target: { deviceId: 'id 1/2' }, source: 'user' }, { signal: abort.signal });
    const pause = askDevice(bus, { name: 'pause', target: { deviceId: 'id 1/2' }, source: 'user' });
    abort.abort();
    await expect(refresh).rejects.toMatchObject({ code: 'cancelled' });
    await pause;
    expect(bus.communications.map(({ name, state }) => [name, state])).toEqual([
      ['refresh', 'failed'],
      ['pause', 'executed'],
    ]);
  });
});
