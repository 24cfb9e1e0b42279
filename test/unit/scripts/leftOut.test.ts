import { describe, expect, it } from 'vitest';
import { addedUp, closingLines } from '../../../scripts/lib/test-counts.mjs';
import { testPrometheus } from '../../../scripts/test-prometheus.mjs';

describe('what npm test leaves out', () => {
  it('is named in its closing lines, the counts last', () => {
    const total = addedUp([{ passed: 3, failed: 0 }, { passed: 0, failed: 0, leftOut: 'the audit. 405' }, { passed: 1, failed: 2, leftOut: 'the desktop.' }]);
    expect(closingLines(total)).toEqual(['Left out: the audit. 405', 'Left out: the desktop.', '4 passed, 2 failed']);
    expect(closingLines(addedUp([]))).toEqual(['0 passed, 0 failed']);
  });

  it('is in one line each', () => {
    expect(closingLines(addedUp([{ passed: 0, failed: 0, leftOut: 'the audit.\n5 passed, 0 failed' }]))[0]).toBe('Left out: the audit. 5 passed, 0 failed');
  });

  it('may be Prometheus where it cannot be had', async () => {
    expect(await testPrometheus({ ensure: () => Promise.resolve(false), ci: undefined })).toMatchObject({ passed: 0, failed: 0, leftOut: expect.stringContaining('Prometheus') as string });
    expect(await testPrometheus({ ensure: () => Promise.resolve(false), ci: 'false' })).toHaveProperty('leftOut');
  });

  it('is never Prometheus in CI', async () => {
    await expect(testPrometheus({ ensure: () => Promise.resolve(false), ci: 'true' })).rejects.toThrow(/Prometheus/);
  });
});
