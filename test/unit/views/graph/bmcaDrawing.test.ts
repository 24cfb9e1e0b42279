import { describe, expect, test, vi } from 'vitest';
import { Emitter } from '../../../../src/model/event';
import type { DeviceSnapshot } from '../../../../src/model/snapshot';
import { BmcaContent } from '../../../../src/views/bmca/bmcaContent';
import { drawRankings } from '../../../../src/views/bmca/bmcaDrawing';
import type { BmcaSection } from '../../../../src/webview/graph/graphMessages';
import { followed, psxSlot, sampleDevice, sampleFleet, sampleInstance } from '../../model/graphFleet';

const draw = (devices: readonly DeviceSnapshot[], rowCounts: Readonly<Record<string, number>> = {}): readonly BmcaSection[] => drawRankings(devices, { rowCounts }, () => '14:02').drawing.sections;
const domain = (sections: readonly BmcaSection[], title: string): BmcaSection => sections.find((section) => section.title === title)!;
const cell = ({ columns, rows }: BmcaSection, row: number, field: string) => rows[row]?.cells[columns.findIndex(({ id }) => id === field)];

describe('the drawing of a ranking', () => {
  const section = domain(draw(sampleFleet()), 'Domain 127');

  test('says who wins, and between each two why, with both values in words', () => {
    expect(section.verdict).toBe('GM-North / io3 / Blue wins by priority 2 over GM-North / io4 / Studio B.');
    expect(section.rows.map(({ place, name, below }) => [place, name, below?.text])).toEqual([
      ['1', 'GM-North / io3 / Blue', undefined],
      ['', 'BC-Studio / io3 / Uplink', 'Same grandmaster, nearer by steps removed: 0 against 1 (better by topology)'],
      ['2', 'GM-North / io4 / Studio B', 'GM-North / io3 / Blue before GM-North / io4 / Studio B. Better by priority 2: 128 against 129'],
      ['3', 'GM-South / io3 / Main', 'Better by clock class: 6 (locked to a primary reference) against 7 (holdover, within specification)'],
    ]);
  });

  test('marks the deciding field in both rows, and no other', () => {
    expect(section.rows.map(({ cells }) => cells.flatMap(({ decides }, index) => (decides === undefined ? [] : [`${section.columns[index]?.id}: ${decides}`])))).toEqual([
      ['priority2: better', 'stepsRemoved: better'],
      ['stepsRemoved: worse'],
      ['clockClass: better', 'priority2: worse'],
      ['clockClass: worse'],
    ]);
  });

  test('says who follows whom, and that they disagree', () => {
    expect(section.rows.map(({ follows }) => follows)).toEqual(['itself', 'GM-North / io3 / Blue', 'GM-North / io3 / Blue (backs it up)', 'itself']);
    expect(section.remarks).toMatchObject([{ tone: 'warning', text: expect.stringContaining('2 grandmasters at the same time: GM-North / io3 / Blue (') as unknown }]);
  });

  test('lets no clock win that nobody has heard of for a while', () => {
    const dead = sampleDevice('a', 'A', [psxSlot('io1', [sampleInstance('dead', 1, { priority2: 1 })])], 'timeout');
    const alive = sampleDevice('b', 'B', [psxSlot('io1', [sampleInstance('alive', 2, { priority2: 2 })])]);
    const [section] = draw([dead, alive]);
    expect(section).toMatchObject({ isWinnerKnown: false, verdict: 'A / io1 / dead would win, but its device does not answer; of those that do, B / io1 / alive is first.' });
  });

  test('says who is not compared, and why', () => {
    expect(section.abstentions).toMatchObject([{ name: 'BC-Studio / io3 / Spare', reason: 'LISTENING: slave-only and follows nobody' }]);
  });

  test('says who does not tell its transport, and calls nobody the only candidate beside it', () => {
    const bare = (id: string, number: number, parent?: ReturnType<typeof followed>) => {
      const instance = sampleInstance(id, number, parent === undefined ? {} : { portState: 'SLAVE', parent });
      const { networkProtocol, ...dataSets } = instance.dataSets!;
      return { ...instance, dataSets, told: networkProtocol };
    };
    const fleet = (...instances: readonly Parameters<typeof psxSlot>[1][number][]) => draw([sampleDevice('a', 'A', [psxSlot('io1', instances)])]);
    const [section, ...others] = fleet(sampleInstance('told', 1), bare('silent', 2));
    expect(others).toEqual([]);
    expect(section?.verdict).toBe('A / io1 / told wins by grandmaster identity over A / io1 / silent.');
    expect(section?.remarks[0]).toEqual({ tone: 'information', text: 'A / io1 / silent does not tell its transport: it is compared with those over UDP/IPv4.' });
    const several = fleet(sampleInstance('v4', 1), sampleInstance('v6', 2, { transport: 'UDP/IPv6' }), bare('x', 3), bare('y', 4));
    expect(several.map(({ remarks }) => remarks[0]?.text)).toEqual(Array(2).fill('A / io1 / x, A / io1 / y do not tell their transport: they are compared with those over UDP/IPv4, UDP/IPv6. Over which of these they meet is not known.'));
    // The follower is with the grandmaster that it follows, and may still hear the other one.
    const [alone] = fleet(sampleInstance('v4', 1), sampleInstance('v6', 2, { transport: 'UDP/IPv6' }), bare('slave', 3, followed(2)));
    expect(alone?.verdict).toBe('A / io1 / v4 is the only candidate of those whose transport is known.');
    expect(fleet(sampleInstance('v4', 1))[0]?.verdict).toBe('A / io1 / v4 is the only candidate.');
  });

  test('puts clock classes into the words of the profile', () => {
    const free = sampleInstance('free', 1, { domain: 24, profile: 'ITU-T G.8275.1', clockClass: 248 });
    const better = sampleInstance('better', 2, { domain: 24, profile: 'ITU-T G.8275.1' });
    const [section] = draw([sampleDevice('a', 'A', [psxSlot('io1', [free, better])])]);
    const words = '248 (no reference since the start)';
    expect(cell(section!, 1, 'clockClass')?.title).toBe(words);
    expect(section!.rows[1]?.below?.text).toContain(`against ${words}`);
  });

  test('says that G.8275.1 compares a local priority that nobody tells', () => {
    const telecom = domain(draw(sampleFleet()), 'Domain 24');
    expect(telecom.scope).toBe('IEEE 802.3 · alternate algorithm of ITU-T G.8275');
    expect(telecom.columns.map(({ id }) => id)).toEqual(['clockClass', 'clockAccuracy', 'offsetScaledLogVariance', 'priority2', 'localPriority', 'grandmasterIdentity', 'stepsRemoved', 'senderIdentity']);
    expect(telecom.isWinnerKnown).toBe(false);
    expect(telecom.verdict).toMatch(/^Who wins is not known: local priority would decide between .* and GM-Lab \/ io1 \/ Lab, and is not told\.$/);
    expect(telecom.remarks.some(({ text, tone }) => tone === 'information' && text.includes('priority 1 is not compared'))).toBe(true);
    expect(cell(telecom, 0, 'localPriority')).toMatchObject({ text: '–', decides: 'notKnown' });
    expect(telecom.rows.at(-1)).toMatchObject({ isStale: true, note: 'MASTER · does not answer, data from 14:02' });
  });

  test('names values that are missing, and guesses none', () => {
    const silent = { ...sampleInstance('silent', 1), dataSets: undefined };
    const [only] = draw([sampleDevice('a', 'A', [psxSlot('io1', [silent, { ...sampleInstance('other', 2), dataSets: undefined }])])]);
    expect(only).toMatchObject({ title: 'Domain 127', scope: 'transport not told · IEEE 1588 algorithm', isWinnerKnown: false });
    expect(only?.rows[1]?.below).toEqual({ text: 'Not known which is better: offset scaled log variance is not told by either', kind: 'notKnown' });
    expect(cell(only!, 0, 'offsetScaledLogVariance')).toEqual({ text: '–', title: 'The device does not tell', decides: 'notKnown' });
  });

  test('shows codes as words', () => {
    expect(cell(section, 0, 'clockAccuracy')).toEqual({ text: '<100 ns', title: '<100 ns (0x21)' });
    expect(cell(section, 0, 'offsetScaledLogVariance')).toEqual({ text: '0x4E5D', title: '20061' });
    expect(cell(section, 0, 'clockClass')?.title).toBe('6 (locked to a primary reference)');
  });

  test('is bounded, and shows more when asked', () => {
    const slaves = Array.from({ length: 120 }, (_, index) => sampleInstance(`s${index}`, 100 + index, { portState: 'SLAVE', parent: followed(1) }));
    const devices = [sampleDevice('a', 'A', [psxSlot('io1', [sampleInstance('m', 1), ...slaves])])];
    const [first] = draw(devices);
    expect([first?.rows.length, first?.rowCount]).toEqual([50, 121]);
    expect(draw(devices, { [first!.key]: 100 })[0]?.rows).toHaveLength(100);
    expect(draw(devices, { [first!.key]: 1e9 })[0]?.rows).toHaveLength(121);
  });

  test('shows names of devices as one line of text', () => {
    const [only] = draw([sampleDevice('a', 'A\u202e\n<b>', [psxSlot('io1', [sampleInstance('<i>', 1)])])]);
    expect(only?.rows[0]?.name).toBe('A‹U+202E›⏎<b> / io1 / <i>');
  });

  test('is short of many names', () => {
    const devices = [sampleDevice('a', 'A', [psxSlot('io1', Array.from({ length: 9 }, (_, index) => sampleInstance(`m${index}`, index + 1)))])];
    expect(draw(devices)[0]?.remarks[0]?.text).toMatch(/^9 grandmasters at the same time: (?:A \/ io1 \/ m\d \([^)]*\)(?:; )?){5}\./);
  });

  test('says so when there is nothing', () => {
    expect(drawRankings([], { rowCounts: {} }, String).drawing).toEqual({ sections: [], explanation: expect.stringContaining('no PTP instances yet') as unknown });
  });
});

describe('the content of the panel', () => {
  const open = vi.fn(() => Promise.resolve());
  const content = new BmcaContent({ devices: sampleFleet(), onDidChange: new Emitter<void>().event, open, timeText: String });

  test('opens instances by the keys of their rows, once they were drawn', async () => {
    await expect(content.answer({ kind: 'open', key: 'north/io3/ptp/Blue', where: 'panel' })).rejects.toMatchObject({ kind: 'rowGone' });
    expect(await content.answer({ kind: 'bmcaView', view: { rowCounts: {} } })).toMatchObject({ sections: [{}, {}, {}] });
    await content.answer({ kind: 'open', key: 'north/io3/ptp/Blue', where: 'panel' });
    await content.answer({ kind: 'open', key: 'studio/io3/ptp/Spare', where: 'tree' });
    expect(open.mock.calls).toEqual([
      [{ deviceId: 'north', slotId: 'io3', instanceId: 'Blue' }, 'panel'],
      [{ deviceId: 'studio', slotId: 'io3', instanceId: 'Spare' }, 'tree'],
    ]);
  });

  test('refuses what another panel can do', async () => {
    await expect(content.answer({ kind: 'export', svg: '' })).rejects.toMatchObject({ kind: 'notSupported', hint: expect.any(String) as unknown });
  });
});
