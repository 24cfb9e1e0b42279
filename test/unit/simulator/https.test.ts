import { Agent } from 'node:https';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCertificate, type Simulator, startSimulator } from '../../../src/simulator';
import { fingerprint256 } from '../../../src/simulator/certificate';
import { ask } from './request';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ https: true });
});

afterEach(async () => {
  await simulator.stop();
});

describe('HTTPS', () => {
  it('shows the certificate whose fingerprint it tells', async () => {
    expect(simulator.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const reply = await ask(simulator, '/api/status');
    expect(reply.status).toBe(200);
    expect(reply.fingerprint256).toBe(simulator.fingerprint256);
    expect(simulator.fingerprint256).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });

  it('shows a renewed certificate to new connections', async () => {
    const before = simulator.fingerprint256;
    await simulator.renewCertificate();
    expect(simulator.fingerprint256).not.toBe(before);
    expect((await ask(simulator, '/api/status')).fingerprint256).toBe(simulator.fingerprint256);
  });

  it('answers plain HTTP where TLS is expected', async () => {
    simulator.setFault({ kind: 'plainOnTls', times: 1 });
    await expect(ask(simulator, '/api/status')).rejects.toThrow(/wrong version number|packet length|SSL/i);
    expect((await ask(simulator, '/api/status')).status).toBe(200);
  });

  it('resets connections and counts them below TLS', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    simulator.setFault({ kind: 'resetOnReuse', times: 1 });
    expect((await ask(simulator, '/api/status', { agent })).status).toBe(200);
    await expect(ask(simulator, '/api/status', { agent })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await ask(simulator, '/api/status', { agent })).status).toBe(200);
    agent.destroy();
    expect(simulator.requests.map(({ connectionId }) => connectionId)).toEqual([1, 1, 2]);
  });

  it('takes a given certificate, also an expired one', async () => {
    const certificate = await createCertificate({
      commonName: 'lantime.example.com',
      validFrom: new Date(Date.UTC(2020, 0, 1)),
      validTo: new Date(Date.UTC(2021, 0, 1)),
    });
    const other = await startSimulator({ https: true, certificate });
    expect(other.fingerprint256).toBe(fingerprint256(certificate));
    expect((await ask(other, '/api/status')).status).toBe(200);
    await other.stop();
  });

  it('has no certificate to renew without HTTPS', async () => {
    const plain = await startSimulator();
    expect(plain.fingerprint256).toBeUndefined();
    await expect(plain.renewCertificate()).rejects.toThrow(/HTTPS/);
    await plain.stop();
  });

  it('says when the port is taken', async () => {
    await expect(startSimulator({ port: simulator.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
