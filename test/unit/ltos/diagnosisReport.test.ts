import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../../src/ltos/diagnosis';
import { diagnosisReport } from '../../../src/ltos/diagnosisReport';

const good: Diagnosis = {
  origin: 'https://10.0.4.20:443',
  startedAt: Date.UTC(2026, 10, 23, 14, 31),
  steps: [
    { id: 'resolve', title: 'Name resolution', status: 'ok', detail: '10.0.4.20 is an IP address.', durationMs: 1 },
    { id: 'slots', title: 'Slots and PSX cards', status: 'ok', detail: 'PSX210 in io3.', durationMs: 640 },
  ],
  slots: [],
  psxSlots: [],
};

const fault = { kind: 'unauthorized', message: 'The device refused user name or password.', hint: 'Correct them.' } as const;

describe('diagnosisReport', () => {
  it('says that everything works', () => {
    const report = diagnosisReport('GM-North', good);
    expect(report).toContain('# Diagnosis of GM-North');
    expect(report).toContain('**✓ Everything works**');
    expect(report).toContain('- ✓ ok: Slots and PSX cards – PSX210 in io3. (640 ms)');
  });

  it('names the step that failed and what to do', () => {
    const steps: Diagnosis['steps'] = [
      { id: 'login', title: 'Log-in', status: 'fault', detail: fault.message, fault, durationMs: 20 },
      { id: 'api', title: 'REST API', status: 'skipped', detail: 'Not tested, because an earlier step failed.', durationMs: 0 },
    ];
    const report = diagnosisReport('GM-North', { ...good, steps, fault });
    expect(report).toContain('**✗ Failed at: Log-in**');
    expect(report).toContain('What to do: Correct them.');
    expect(report).toContain('- ✗ failed: Log-in – ');
    expect(report).toContain('- ○ skipped: REST API – Not tested, because an earlier step failed.\n');
  });

  it('lists warnings and the certificate', () => {
    const certificate = { subject: 'CN=lantime', issuer: 'CN=lantime', validFrom: 'a', validTo: 'b', fingerprint256: 'AA:BB' };
    const steps: Diagnosis['steps'] = [{ id: 'generation', title: 'API generation', status: 'warning', detail: 'REST API 20.05.013: unverified.', durationMs: 0 }];
    const report = diagnosisReport('GM-North', { ...good, steps, certificate });
    expect(report).toContain('**⚠ Works, with warnings**');
    expect(report).toContain('- ⚠ API generation: REST API 20.05.013: unverified.');
    expect(report).toContain('SHA-256: `AA:BB`');
  });

  it('keeps the text of a device text', () => {
    const steps: Diagnosis['steps'] = [{ id: 'api', title: 'REST API', status: 'ok', detail: '[x](command:y) | <img>\n# z', durationMs: 0 }];
    const report = diagnosisReport('a*b', { ...good, steps });
    expect(report).toContain('Diagnosis of a\\*b');
    expect(report).toContain('- ✓ ok: REST API – \\[x\\](command:y) \\| \\<img\\> \\# z (0 ms)');
  });
});
