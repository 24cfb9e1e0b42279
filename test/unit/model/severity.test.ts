import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rank, severitiesWorstFirst, worstSeverity } from '../../../src/model/severity';

describe('the worst severity', () => {
  it('goes from a timeout to normal; information and masked never win over normal', () => {
    expect(severitiesWorstFirst).toEqual(['timeout', 'critical', 'major', 'minor', 'warning', 'normal', 'information', 'masked']);
    expect(worstSeverity(['masked', 'information', 'normal'])).toBe('normal');
    expect(worstSeverity(['masked'])).toBe('masked');
    expect(worstSeverity([])).toBe('normal');
  });

  it('is one of those given, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...severitiesWorstFirst), { minLength: 1 }), (severities) => {
        const worst = worstSeverity(severities);
        expect(severities).toContain(worst);
        expect(severities.every((severity) => rank(worst) <= rank(severity))).toBe(true);
        expect(worstSeverity([...severities].reverse())).toBe(worst);
      }),
    );
  });
});
