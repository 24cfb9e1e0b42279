import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../src/model/fault';
import type { Bench} from './bench';
import { start, useBench } from './bench';
import { config, cpu, fault, instance, modulePathOf, psx, slot, system } from './fakeDevice';

const modulePath = modulePathOf('io1');

describe('PollCycle', () => {
  let bench: Bench;
  useBench((made) => (bench = made));

  describe('what is asked for', () => {
    it('asks for the whole status once, then for the module of each PSX, and for the list each minute', async () => {
      await bench.begin();
      expect(bench.device.takePaths()).toEqual(['/api/status']);
      expect(bench.communication).toEqual({ state: 'responding', since: start, lastSuccess: start });
      expect(bench.snapshot.system).toEqual(system);
      await bench.pass(50_000);
      expect(bench.device.takePaths()).toEqual(Array(5).fill(modulePath));
      await bench.pass(10_000);
      expect(bench.device.takePaths()).toEqual([modulePath, '/api/status/chassis0/slots']);
    });

    it('asks for the system each minute only when no envelope tells it', async () => {
      bench.device.outcome = (path) => (path === modulePath ? { module: psx() } : path === '/api/status/system' ? { system } : { slots: bench.device.slots });
      await bench.begin();
      expect(bench.device.takePaths()).toEqual(['/api/status', '/api/status/system']);
      await bench.pass(50_000);
      expect(bench.device.takePaths()).not.toContain('/api/status/system');
      await bench.pass(10_000);
      expect(bench.device.takePaths()).toContain('/api/status/system');
    });

    it.each<FaultKind>(['notFound', 'unexpectedShape'])('remembers that the slot list is %s and uses the whole status for an hour', async (kind) => {
      bench.device.outcome = (path) => (path.endsWith('/slots') ? fault(kind) : undefined);
      await bench.begin();
      await bench.pass(60_000);
      expect(bench.device.takePaths().slice(-2)).toEqual(['/api/status/chassis0/slots', '/api/status']);
      await bench.pass(60_000);
      expect(bench.device.takePaths().slice(-2)).toEqual([modulePath, '/api/status']);
      await bench.pass(3_600_000);
      expect(bench.device.takePaths().filter((path) => path.endsWith('/slots'))).toHaveLength(1);
      expect(bench.communication.state).toBe('responding');
    });

    it('uses the slot list when the whole status cannot be had', async () => {
      bench.device.outcome = (path) => (path === '/api/status' ? fault('tooLarge') : undefined);
      await bench.begin();
      expect(bench.device.takePaths()).toEqual(['/api/status', '/api/status/chassis0/slots']);
      expect(bench.communication.error).toBeUndefined();
    });

    it('falls back from the module to the slot to the whole status, and remembers', async () => {
      bench.device.outcome = (path) => (path === modulePath ? fault('notFound') : undefined);
      await bench.begin();
      bench.device.takePaths();
      await bench.pass(20_000);
      const slotPath = '/api/status/chassis0/slots/io1';
      expect(bench.device.takePaths()).toEqual([modulePath, slotPath, slotPath]);
      bench.device.outcome = (path) => (path.includes('/io1') ? fault('notFound') : undefined);
      bench.device.slots = [slot('io1', psx([instance('i0', 5)])), cpu];
      await bench.pass(20_000);
      expect(bench.device.takePaths()).toEqual([slotPath, '/api/status', '/api/status']);
      expect(bench.snapshot.slots[0]?.ptpInstances[0]?.offsetFromMasterNs).toBe(5);
      expect(bench.communication.state).toBe('responding');
    });

    it('asks for the module when the list shows a PSX without its instances, and calls none missing', async () => {
      await bench.begin();
      const shallow = { ...psx([]), properties: [] };
      bench.device.outcome = (path) => (path.endsWith('/slots') ? { system, slots: [slot('io1', shallow), cpu] } : undefined);
      await bench.pass(60_000);
      expect(bench.snapshot.slots[0]?.ptpInstances).toEqual([expect.objectContaining({ id: 'i0', severity: 'normal' })]);
      expect(bench.states).toEqual(['connecting', 'responding']);
    });

    it('polls the chosen slots only, whatever their spelling', async () => {
      bench.device.slots = [slot('io1', psx()), slot('io2', psx()), cpu];
      await bench.begin({ slotIds: ['IO2'] });
      bench.device.takePaths();
      await bench.pass(10_000);
      expect(bench.device.takePaths()).toEqual([modulePathOf('io2')]);
    });

    it('rests for a quarter of the interval after a slow cycle', async () => {
      await bench.begin();
      bench.device.latencyMs = 12_000;
      await bench.pass(10_000 + 12_000 + 2_499);
      expect(bench.device.takePaths()).toHaveLength(2);
      await bench.pass(1);
      expect(bench.device.takePaths()).toHaveLength(1);
    });
  });

  describe('slots', () => {
    it('waits for a slot ID when there is no PSX, says what it found, and asks for the list each minute', async () => {
      bench.device.slots = [slot('io1'), cpu];
      await bench.begin();
      expect(bench.communication.state).toBe('waitingForSlotId');
      expect(bench.communication.error?.message).toContain('cpu (c05f1)');
      bench.device.takePaths();
      await bench.pass(59_999);
      expect(bench.device.takePaths()).toEqual([]);
      expect(bench.communication.state).toBe('waitingForSlotId');
      bench.device.slots = [slot('io1', psx()), cpu];
      await bench.pass(1);
      expect(bench.device.takePaths()).toEqual(['/api/status/chassis0/slots']);
      expect(bench.communication.state).toBe('responding');
    });

    it('waits for a slot ID when detection is off, and polls at once when one is chosen or detection is switched on', async () => {
      bench.settings = { ...bench.settings, autoDetectSlots: false };
      await bench.begin();
      expect(bench.communication).toMatchObject({ state: 'waitingForSlotId', error: { message: 'No slot is chosen. PSX cards found: io1 (psx210).' } });
      bench.feed.setDevices([config('d', { slotIds: ['io1'] })]);
      await bench.pass(0);
      expect(bench.communication.state).toBe('responding');
      bench.feed.setDevices([config('d')]);
      await bench.pass(0);
      expect(bench.communication.state).toBe('waitingForSlotId');
      bench.settings = { ...bench.settings, autoDetectSlots: true };
      bench.feed.settingsChanged();
      await bench.pass(0);
      expect(bench.communication.state).toBe('responding');
    });

    it.each([
      ['nowhere', 'The chassis has no slot nowhere.'],
      ['io9', 'Slot io9 is empty.'],
      ['cpu', 'Slot cpu holds c05f1, not a PSX.'],
    ])('says what is wrong with the chosen slot %s', async (slotId, message) => {
      bench.device.slots = [slot('io1', psx()), slot('io9'), cpu];
      await bench.begin({ slotIds: [slotId] });
      await bench.pass(60_000);
      expect(bench.communication).toMatchObject({ state: 'responding', error: { kind: 'notFound', message } });
      expect(bench.communication.error?.hint).toContain('io1 (psx210)');
    });

    it('shows a pulled card as missing, and takes it back when it returns', async () => {
      await bench.begin();
      bench.device.slots = [slot('io1'), cpu];
      await bench.pass(10_000);
      expect(bench.snapshot.slots[0]).toMatchObject({ isEmpty: true, isPsx: true, missingSince: start + 10_000, severity: 'major' });
      expect(bench.snapshot.slots[0]?.ptpInstances[0]).toMatchObject({ missingSince: start + 10_000, severity: 'major' });
      expect(bench.communication).toMatchObject({ state: 'responding', error: { message: 'Slot io1 no longer holds its card.' } });
      bench.device.slots = [slot('io1', psx()), cpu];
      await bench.pass(10_000);
      expect(bench.snapshot.slots[0]).toMatchObject({ isEmpty: false, severity: 'normal' });
      expect(bench.snapshot.slots[0]?.missingSince).toBeUndefined();
      expect(bench.communication.error).toBeUndefined();
    });

    it('keeps the other slots fresh while one fails, and does not show the old data of that one as current', async () => {
      bench.device.slots = [slot('io1', psx()), slot('io2', psx()), cpu];
      await bench.begin();
      bench.device.outcome = (path) => (path === modulePath ? fault('serverError') : undefined);
      await bench.pass(20_000);
      expect(bench.snapshot.slots.map(({ updatedAt }) => updatedAt)).toEqual([start, start + 20_000, start]);
      expect(bench.communication).toMatchObject({ state: 'responding', error: { kind: 'serverError' } });
      expect(bench.snapshot.slots[0]?.severity).toBe('normal');
      await bench.pass(10_000);
      expect(bench.snapshot.slots[0]).toMatchObject({ severity: 'timeout', ptpInstances: [{ severity: 'timeout' }] });
      bench.device.outcome = () => undefined;
      await bench.pass(10_000);
      expect(bench.snapshot.slots[0]?.severity).toBe('normal');
      expect(bench.communication.error).toBeUndefined();
    });

    it('polls the slots behind one that hangs', async () => {
      bench.device.slots = [slot('io1', psx()), slot('io2', psx()), cpu];
      await bench.begin();
      bench.device.outcome = (path) => (path === modulePath ? fault('timeout') : undefined);
      await bench.pass(10_000);
      expect(bench.snapshot.slots[1]?.updatedAt).toBe(start + 10_000);
      expect(bench.communication.state).toBe('responding');
    });
  });
});
