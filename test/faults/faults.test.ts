import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { simulatorFaultKinds } from '../../src/simulator';
import { leftResources, restingResources } from './activeResources';
import type { FaultCase } from './faultCase';
import { faultCatalogue } from './faultCatalogue';
import { runFault, type FaultSight } from './faultRun';
import { faultTable } from './faultTable';
import { TcpService } from './tcpService';

const tableFile = path.resolve(import.meta.dirname, '../../docs/faults.md');
const sights = new Map<FaultCase, FaultSight>();
const cases = faultCatalogue.flatMap((group) => group.cases);

describe('The list of faults', () => {
  it('has the whole error menu of the simulator', () => {
    expect(simulatorFaultKinds.filter((kind) => cases.every(({ menu }) => menu !== kind))).toEqual([]);
  });

  it('has a name for each fault', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });
});

it('What is left open is seen', async () => {
  const service = await TcpService.start(() => undefined);
  const before = await restingResources();
  const socket = connect(service.port, '127.0.0.1');
  // More than the test runner may have had itself, before.
  const timers = Array.from({ length: 10 }, () => setInterval(() => undefined, 60_000));
  const left = (await leftResources(before, 100)).join();
  expect(left).toMatch(/[12] TCPSocketWrap/);
  expect(left).toMatch(/\d Timeout/);
  timers.forEach((timer) => clearInterval(timer));
  socket.destroy();
  expect(await leftResources(before)).toEqual([]);
  await service.stop();
});

describe.each(faultCatalogue)('$heading', ({ cases }) => {
  it.each(cases)('$name', async (fault) => {
    sights.set(fault, await runFault(fault));
  });
});

it('docs/faults.md tells what was seen; npm run test:faults -- --write writes it', async () => {
  const table = faultTable(sights);
  if (process.env.PSX_WRITE_FAULTS === '1') {
    await mkdir(path.dirname(tableFile), { recursive: true });
    await writeFile(tableFile, table);
  }
  expect(table).toBe(await readFile(tableFile, 'utf8'));
});
