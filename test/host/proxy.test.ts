import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { startSimulator, type Simulator } from '../../src/simulator';
import { addDevice, removeAllDevices, setSetting, waitForDevice } from './support';

/** A proxy that notes whom it was asked to reach: `CONNECT host:port` or `GET http://host:port`. */
class RecordingProxy {
  readonly asked: string[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      this.asked.push(`${request.method ?? ''} ${new URL(request.url ?? '', 'http://none').origin}`);
      response.writeHead(502).end();
    });
    this.#server.on('connect', (request, client, head) => {
      this.asked.push(`CONNECT ${request.url ?? ''}`);
      const { hostname, port } = new URL(`http://${request.url ?? ''}`);
      const upstream = connect(Number(port), hostname, () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.write(head);
        upstream.pipe(client).pipe(upstream);
      });
      upstream.on('error', () => client.destroy());
      client.on('error', () => upstream.destroy());
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

describe('a proxy in the settings of VS Code', () => {
  let direct: Simulator;
  let proxied: Simulator;
  let proxy: RecordingProxy;
  const restores: (() => Thenable<void>)[] = [];

  beforeEach(async () => {
    direct = await startSimulator({ host: '127.0.0.2', https: true, user: 'info', password: 'correct horse' });
    proxied = await startSimulator({ host: '127.0.0.3', https: true, user: 'info', password: 'correct horse' });
    proxy = new RecordingProxy();
    restores.push(await setSetting('psx.polling.interval', 1), await setSetting('http.proxy', await proxy.listen()));
  });
  afterEach(async () => {
    await removeAllDevices();
    for (const restore of restores.splice(0).reverse()) {
      await restore();
    }
    await Promise.all([direct.stop(), proxied.stop(), proxy.close()]);
  });

  for (const proxySupport of ['override', 'fallback', 'on', 'off']) {
    it(`sees only the device that does not bypass it (http.proxySupport ${proxySupport})`, async () => {
      restores.push(await setSetting('http.proxySupport', proxySupport));
      const login = { user: 'info', password: 'correct horse' };
      const directId = await addDevice({ host: direct.url, busAddress: 'BypassProxy', fingerprint: direct.fingerprint256, ...login });
      const proxiedId = await addDevice({ host: proxied.url, fingerprint: proxied.fingerprint256, ...login });
      await waitForDevice(directId, ({ communication }) => communication.state === 'responding');
      await waitForDevice(proxiedId, ({ communication }) => communication.state === 'responding');
      const expected = proxySupport === 'off' ? [] : [`CONNECT 127.0.0.3:${proxied.port}`];
      assert.deepEqual([...new Set(proxy.asked.filter((request) => request.includes('127.0.0.')))], expected);
    });
  }
});
