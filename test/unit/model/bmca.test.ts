import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareDataSets, fieldsOfAlgorithm, orderOf, type BmcaAlgorithm, type BmcaDataSet, type BmcaField } from '../../../src/model/bmca';

const [x, y] = ['EC-46-70-FF-FE-00-00-01', 'EC-46-70-FF-FE-00-00-02'];
const good: BmcaDataSet = {
  priority1: 128,
  clockClass: 6,
  clockAccuracy: 0x21,
  offsetScaledLogVariance: 0x4e5d,
  priority2: 128,
  grandmasterIdentity: x,
  stepsRemoved: 0,
  senderIdentity: x,
  receiverIdentity: x,
};
const other: BmcaDataSet = { ...good, grandmasterIdentity: y, senderIdentity: y, receiverIdentity: y };

describe('data sets of different grandmasters', () => {
  test.each<[BmcaField, Partial<BmcaDataSet>]>([
    ['priority1', { priority1: 129, clockClass: 1, clockAccuracy: 0x17, offsetScaledLogVariance: 0, priority2: 0 }],
    ['clockClass', { clockClass: 7, clockAccuracy: 0x17, offsetScaledLogVariance: 0, priority2: 0 }],
    ['clockAccuracy', { clockAccuracy: 0x22, offsetScaledLogVariance: 0, priority2: 0 }],
    ['offsetScaledLogVariance', { offsetScaledLogVariance: 0x4e5e, priority2: 0 }],
    ['priority2', { priority2: 129 }],
    ['grandmasterIdentity', {}],
  ])('are decided by %s, whatever comes after it', (field, changes) => {
    const worse = { ...other, stepsRemoved: 0, ...changes };
    expect(compareDataSets({ ...good, stepsRemoved: 9 }, worse)).toEqual({ kind: 'better', better: 'first', field, byTopology: false });
    expect(compareDataSets(worse, { ...good, stepsRemoved: 9 })).toEqual({ kind: 'better', better: 'second', field, byTopology: false });
  });

  test.each<[BmcaField, 'first' | 'second' | 'both', Partial<BmcaDataSet>, Partial<BmcaDataSet>]>([
    ['priority1', 'second', {}, { priority1: undefined, clockClass: 248 }],
    ['clockAccuracy', 'first', { clockAccuracy: undefined }, { priority2: 129 }],
    ['offsetScaledLogVariance', 'both', { offsetScaledLogVariance: undefined }, { offsetScaledLogVariance: undefined, priority2: 1 }],
    ['grandmasterIdentity', 'first', { grandmasterIdentity: undefined }, {}],
  ])('are not decided when %s is missing in the %s', (field, missing, first, second) => {
    expect(compareDataSets({ ...good, ...first }, { ...other, ...second })).toEqual({ kind: 'notKnown', field, missing });
  });

  test('are decided by a field before the one that is missing', () => {
    expect(compareDataSets({ ...good, clockAccuracy: undefined }, { ...other, clockClass: 7 })).toMatchObject({ better: 'first', field: 'clockClass' });
  });
});

describe('data sets of the same grandmaster', () => {
  const far = (steps: number, sender: string, receiver: string): BmcaDataSet => ({ ...good, stepsRemoved: steps, senderIdentity: sender, receiverIdentity: receiver });

  test.each([
    ['two steps nearer is better', far(1, `${x}-1`, `${y}-1`), far(3, `${x}-1`, `${y}-1`), { kind: 'better', better: 'first', field: 'stepsRemoved', byTopology: false }],
    ['one step nearer, the farther one received below its sender', far(1, `${x}-1`, `${y}-1`), far(2, `${y}-1`, `${x}-1`), { better: 'first', field: 'stepsRemoved', byTopology: false }],
    ['one step nearer, the farther one received above its sender', far(1, `${x}-1`, `${y}-1`), far(2, `${x}-1`, `${y}-1`), { better: 'first', field: 'stepsRemoved', byTopology: true }],
    ['one step nearer, the way not known', far(1, `${x}-1`, `${y}-1`), { ...good, stepsRemoved: 2, senderIdentity: undefined }, { better: 'first', field: 'stepsRemoved', byTopology: false }],
    ['one step nearer, received where it was sent (error-1)', far(1, `${x}-1`, `${y}-1`), far(2, `${y}-1`, `${y}-1`), { kind: 'loop', field: 'stepsRemoved' }],
    ['the lower sender', far(1, `${x}-2`, `${y}-1`), far(1, `${x}-10`, `${y}-1`), { better: 'first', field: 'senderIdentity', byTopology: true }],
    ['the lower port of the receiver', far(1, `${x}-1`, `${y}-2`), far(1, `${x}-1`, `${x}-10`), { better: 'first', field: 'receiverPortNumber', byTopology: true }],
    ['the same in all (error-2)', far(1, `${x}-1`, `${y}-2`), far(1, `${x}-1`, `${x}-2`), { kind: 'equal' }],
    ['steps missing', far(1, `${x}-1`, `${y}-1`), { ...good, stepsRemoved: undefined }, { kind: 'notKnown', field: 'stepsRemoved', missing: 'second' }],
    ['senders missing', { ...far(1, '', `${y}-1`), senderIdentity: undefined }, far(1, `${x}-1`, `${y}-1`), { kind: 'notKnown', field: 'senderIdentity', missing: 'first' }],
  ])('%s', (_name, first, second, expected) => {
    expect(compareDataSets(first, second)).toMatchObject(expected);
  });

  test('are compared by their way only, even when they differ in what they say about it', () => {
    expect(compareDataSets({ ...good, priority1: 255 }, { ...good, stepsRemoved: 3 })).toMatchObject({ field: 'stepsRemoved', better: 'first' });
  });
});

describe('the algorithms of profiles', () => {
  test('G.8275 does not compare priority 1', () => {
    expect(compareDataSets({ ...good, priority1: 1, clockClass: 7 }, { ...other, priority1: 255 }, 'telecom')).toMatchObject({ better: 'second', field: 'clockClass' });
  });

  test('G.8275 goes on with a local priority that nobody tells', () => {
    expect(compareDataSets(good, other, 'telecom')).toEqual({ kind: 'notKnown', field: 'localPriority', missing: 'both' });
  });

  test('a local priority comes before the way to one and the same grandmaster', () => {
    for (const algorithm of ['telecom', 'frequency'] as const) {
      expect(compareDataSets(good, { ...good, stepsRemoved: 3 }, algorithm)).toEqual({ kind: 'notKnown', field: 'localPriority', missing: 'both' });
    }
  });

  test('G.8265.1 compares the quality level only', () => {
    expect(compareDataSets({ ...good, clockClass: 80 }, { ...other, clockClass: 84, priority2: 1 }, 'frequency')).toMatchObject({ better: 'first', field: 'clockClass' });
    expect(compareDataSets(good, { ...other, priority2: 1 }, 'frequency')).toMatchObject({ field: 'localPriority' });
  });
});

const algorithms: readonly BmcaAlgorithm[] = ['ieee1588', 'telecom', 'frequency'];

/** Data sets whose attributes belong to their grandmaster, each of which may be missing. */
const dataSets = fc
  .array(fc.record({ p1: small(), cc: small(), acc: small(), v: small(), p2: small() }), { minLength: 6, maxLength: 6 })
  .chain((grandmasters) =>
    fc.array(
      fc.record({ grandmaster: fc.nat(5), steps: small(), sender: fc.option(fc.nat(3), { nil: undefined }), receiver: fc.nat(3) }).map(({ grandmaster, steps, sender, receiver }): BmcaDataSet => {
        const { p1, cc, acc, v, p2 } = grandmasters[grandmaster]!;
        return {
          priority1: p1,
          clockClass: cc,
          clockAccuracy: acc,
          offsetScaledLogVariance: v,
          priority2: p2,
          // One of them never tells who it is.
          grandmasterIdentity: grandmaster === 0 ? undefined : `EC-46-70-FF-FE-00-00-0${grandmaster}`,
          stepsRemoved: steps,
          senderIdentity: sender === undefined ? undefined : `${x}-${sender}`,
          receiverIdentity: `${y}-${receiver}`,
        };
      }),
      { minLength: 3, maxLength: 3 },
    ),
  );

function small(): fc.Arbitrary<number | undefined> {
  return fc.option(fc.nat(2), { nil: undefined, freq: 8 });
}

describe('the order', () => {
  test('is antisymmetric, and its reason the same from both sides', () => {
    fc.assert(
      fc.property(dataSets, ([a, b]) => {
        expect(Math.sign(orderOf(a!, b!))).toBe(0 - Math.sign(orderOf(b!, a!)));
        const [there, back] = [compareDataSets(a!, b!), compareDataSets(b!, a!)];
        expect(back).toEqual(mirrored(there));
        expect(orderOf(a!, a!)).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(algorithms)('says the same as the comparison where that decides: %s', (algorithm) => {
    fc.assert(
      fc.property(dataSets, ([a, b]) => {
        const decision = compareDataSets(a!, b!, algorithm);
        if (decision.kind === 'better') {
          expect(Math.sign(orderOf(a!, b!, algorithm))).toBe(decision.better === 'first' ? -1 : 1);
        } else if (decision.kind === 'equal') {
          expect(orderOf(a!, b!, algorithm)).toBe(0);
        } else if (decision.kind === 'notKnown' && decision.missing !== 'both') {
          expect(Math.sign(orderOf(a!, b!, algorithm))).toBe(decision.missing === 'first' ? 1 : -1);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.each(algorithms)('is a strict weak order: %s', (algorithm) => {
    fc.assert(
      fc.property(dataSets, ([a, b, c]) => {
        const [ab, bc, ac] = [orderOf(a!, b!, algorithm), orderOf(b!, c!, algorithm), orderOf(a!, c!, algorithm)].map(Math.sign);
        if (ab! <= 0 && bc! <= 0) {
          expect(ac).toBe(ab === 0 && bc === 0 ? 0 : -1);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test.each(algorithms)('is decided by the first field that differs or is missing: %s', (algorithm) => {
    const fields = fieldsOfAlgorithm(algorithm);
    fc.assert(
      fc.property(dataSets, ([a, b]) => {
        const decision = compareDataSets(a!, b!, algorithm);
        const isSame = a!.grandmasterIdentity !== undefined && a!.grandmasterIdentity === b!.grandmasterIdentity;
        if (!isSame && 'field' in decision) {
          const valueOf = (set: BmcaDataSet, field: BmcaField): unknown => (field === 'localPriority' || field === 'receiverPortNumber' ? undefined : set[field]);
          const first = fields.find((field) => valueOf(a!, field) === undefined || valueOf(b!, field) === undefined || valueOf(a!, field) !== valueOf(b!, field));
          expect(decision.field).toBe(first);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

function mirrored(decision: ReturnType<typeof compareDataSets>): ReturnType<typeof compareDataSets> {
  const swap = { first: 'second', second: 'first', both: 'both' } as const;
  switch (decision.kind) {
    case 'better':
      return { ...decision, better: decision.better === 'first' ? 'second' : 'first' };
    case 'notKnown':
      return { ...decision, missing: swap[decision.missing] };
    default:
      return decision;
  }
}
