import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../../src/simulator';
import { buildExporter, runExporter, writeConfig } from './exporterProcess';

let bundle: Awaited<ReturnType<typeof buildExporter>>;
beforeAll(async () => {
  bundle = await buildExporter();
});
afterAll(() => bundle.remove());

async function simulate(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ https: true, ...options });
  onTestFinished(() => simulator.stop());
  return simulator;
}

/** The metrics, once one of their lines is like that. */
async function scrapeUntil(url: string, line: RegExp): Promise<string> {
  return vi.waitFor(
    async () => {
      const text = await (await fetch(url)).text();
      expect(text).toMatch(line);
      return text;
    },
    { timeout: 10_000, interval: 50 },
  );
}

it('polls a device that is trusted by its fingerprint and serves what it says', async () => {
  const simulator = await simulate();
  const config = await writeConfig({ devices: [{ id: 'gm-1', name: 'GM-1', host: simulator.url, fingerprint: simulator.fingerprint256 }] });
  const exporter = runExporter(bundle.file, ['--config', config], { PSX_GM_1_USER: simulator.user, PSX_GM_1_PASSWORD: simulator.password });
  const url = await exporter.url();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);

  const text = await scrapeUntil(url, /^psx_ptp_offset_from_master_seconds\{device="GM-1",slot="io3",ptp_instance="instance1"\} -?[\d.e-]+$/m);
  expect(text).toMatch(/^psx_communication_state\{device="GM-1",state="responding"\} 1$/m);
  expect(text).toMatch(/^psx_http_requests_total\{device="GM-1",code="200"\} [1-9]\d*$/m);
  expect(text).toMatch(/^psx_device_info\{.*model="M3000".*\} 1$/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);

  exporter.signal('SIGTERM');
  expect(await exporter.ended).toBe(0);
  expect(exporter.output()).not.toContain(simulator.password);
});

it('goes on after a refused log-in once the file of the password is right and SIGHUP came', async () => {
  const simulator = await simulate();
  const config = await writeConfig({
    devices: [{ name: 'GM-1', host: simulator.url, fingerprint: simulator.fingerprint256, user: simulator.user, passwordFile: 'password' }],
  });
  const passwordFile = path.join(path.dirname(config), 'password');
  await writeFile(passwordFile, 'wrong', { mode: 0o600 });
  const exporter = runExporter(bundle.file, ['--config', config]);
  const url = await exporter.url();
  await scrapeUntil(url, /^psx_communication_fault\{device="GM-1",kind="unauthorized"\} 1$/m);
  await vi.waitFor(() => expect(exporter.output()).toMatch(/GM-1 .*: unauthorized\. .*send SIGHUP/));

  await writeFile(passwordFile, simulator.password);
  exporter.signal('SIGHUP');
  await scrapeUntil(url, /^psx_communication_state\{device="GM-1",state="responding"\} 1$/m);
});

it('says which fingerprint to compare, and sends no credentials before', async () => {
  const simulator = await simulate();
  const config = await writeConfig({ devices: [{ name: 'GM-1', host: simulator.url }] });
  const exporter = runExporter(bundle.file, ['--config', config], { PSX_USER: simulator.user, PSX_PASSWORD: simulator.password });
  await vi.waitFor(() => expect(exporter.output()).toContain(`"fingerprint": "${simulator.fingerprint256 ?? ''}"`), 10_000);
  expect(simulator.requests).toEqual([]);
});

it('does not use a file that everybody can read, and leaves the other devices alone', async () => {
  const [one, other] = [await simulate({ https: false }), await simulate({ https: false })];
  const config = await writeConfig({
    devices: [
      { name: 'Open', host: one.url, user: one.user, passwordFile: 'password' },
      { name: 'Good', host: other.url },
    ],
  });
  await writeFile(path.join(path.dirname(config), 'password'), one.password, { mode: 0o644 });
  const exporter = runExporter(bundle.file, ['--config', config], { PSX_GOOD_USER: other.user, PSX_GOOD_PASSWORD: other.password });
  const text = await scrapeUntil(await exporter.url(), /^psx_communication_state\{device="Good",state="responding"\} 1$/m);
  expect(text).toMatch(/^psx_communication_state\{device="Open",state="waitingForCredentials"\} 1$/m);
  expect(exporter.output()).toMatch(/Open: .*password is open to every user of this computer, so it is not used\. Close it: chmod o= /);
  expect(one.requests).toEqual([]);
});

it('ends with a line for each thing that is wrong in its configuration', async () => {
  const config = await writeConfig({ devices: [{ host: '' }, { host: '10.0.4.20', port: 0 }] });
  const exporter = runExporter(bundle.file, ['--config', config]);
  expect(await exporter.ended).toBe(2);
  expect(exporter.output().trim().split('\n')).toEqual([
    expect.stringMatching(/exporter\.json: devices\[0\]\.host: /),
    expect.stringMatching(/exporter\.json: devices\[1\]\.port: /),
  ]);
});

it('names the line where its configuration is no JSON', async () => {
  const exporter = runExporter(bundle.file, ['--config', await writeConfig('{\n  "devices": ]\n}')]);
  expect(await exporter.ended).toBe(2);
  expect(exporter.output()).toContain('exporter.json: line 2, column 14: ');
});

it('ends when its port is taken, and says what to do', async () => {
  const simulator = await simulate({ https: false });
  const config = await writeConfig({ listen: { port: simulator.port }, devices: [{ host: simulator.url }] });
  const exporter = runExporter(bundle.file, ['--config', config]);
  expect(await exporter.ended).toBe(1);
  expect(exporter.output()).toContain(`Another program uses 127.0.0.1:${simulator.port} already. Choose another port`);
  expect(simulator.requests).toEqual([]);
});

it('warns when other computers can read the metrics', async () => {
  const config = await writeConfig({ listen: { address: '0.0.0.0', port: 0 }, devices: [{ host: 'http://127.0.0.1:9' }] });
  const exporter = runExporter(bundle.file, ['--config', config]);
  await exporter.url();
  await vi.waitFor(() => expect(exporter.output()).toContain('Every computer that reaches this address can read the metrics'));
});

it('checks the configuration and the credentials without sending anything', async () => {
  const simulator = await simulate({ https: false });
  const config = await writeConfig({ devices: [{ name: 'GM-1', host: simulator.url }] });
  const without = runExporter(bundle.file, ['--config', config, '--check']);
  expect(await without.ended).toBe(1);
  expect(without.output()).toContain('GM-1: There are no credentials for it.');
  const complete = runExporter(bundle.file, ['--config', config, '--check'], { PSX_USER: 'info', PSX_PASSWORD: 'word' });
  expect(await complete.ended).toBe(0);
  expect(simulator.requests).toEqual([]);
});

it.each<[readonly string[], number, RegExp]>([
  [['--help'], 0, /^Usage: psx-exporter --config FILE/],
  [['--version'], 0, /^\d+\.\d+\.\d+\n$/],
  [[], 2, /^Say which devices to poll: --config FILE\./],
  [['--nonsense'], 2, /--nonsense[^]*Usage: /],
  [['--config', '/nowhere/exporter.json'], 2, /does not exist/],
])('psx-exporter %j ends with %i', async (args, status, output) => {
  const exporter = runExporter(bundle.file, args);
  expect(await exporter.ended).toBe(status);
  expect(exporter.output()).toMatch(output);
});
