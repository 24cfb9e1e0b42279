import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { startSimulator, type Simulator } from '../../src/simulator';
import { activateExtension, addDevice, removeAllDevices, setSetting, waitForDevice } from './support';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The metrics as soon as they are served, or `undefined` as soon as they are not: a change of the setting takes effect a little later. */
async function metricsOnce(isServed: boolean, port: number): Promise<string | undefined> {
  for (const giveUpAt = Date.now() + 10_000; Date.now() < giveUpAt; ) {
    const text = await fetch(`http://127.0.0.1:${port}/metrics`, { headers: { connection: 'close' } }).then(
      (answer) => answer.text(),
      () => undefined,
    );
    if ((text !== undefined) === isServed) {
      return text;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The metrics are ${isServed ? 'not ' : 'still '}served at port ${port}.`);
}

describe('metrics, inside the extension host', () => {
  let simulator: Simulator;
  const restores: (() => Thenable<void>)[] = [];

  beforeEach(async () => {
    await activateExtension();
    simulator = await startSimulator({ user: 'info', password: 'correct horse' });
  });
  afterEach(async () => {
    for (const restore of restores.splice(0).reverse()) {
      await restore();
    }
    await removeAllDevices();
    await simulator.stop();
  });

  it('are served while the setting says so, with what the devices say and how often they were asked', async () => {
    const port = await freePort();
    restores.push(await setSetting('psx.metrics.port', port), await setSetting('psx.metrics.enabled', true));
    await metricsOnce(true, port);
    const id = await addDevice({ name: 'Metered', host: simulator.url, user: 'info', password: 'correct horse' });
    await waitForDevice(id, ({ slots }) => slots.some(({ ptpInstances }) => ptpInstances.length > 0));
    const text = (await metricsOnce(true, port)) ?? '';
    assert.match(text, /^psx_ptp_offset_from_master_seconds\{device="Metered",slot="io3",ptp_instance="instance1"\} -?[\d.e-]+$/m);
    assert.match(text, /^psx_http_requests_total\{device="Metered",code="200"\} [1-9]\d*$/m);
    await setSetting('psx.metrics.enabled', false);
    await metricsOnce(false, port);
  });
});
