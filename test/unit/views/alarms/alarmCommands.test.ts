import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import type { Alarm } from '../../../../src/model/alarm';
import { registerAlarmCommands } from '../../../../src/views/alarms/alarmCommands';
import { alarm, AlarmList } from './alarmList';

const now = 1_000_000;
const offset = alarm();
const missing = alarm({ parameter: 'presence', severity: 'critical' });
const link = alarm({ parameter: 'link', state: 'acknowledged', comment: 'Known' });
const cleared = alarm({ parameter: 'clockClass', state: 'cleared', maskedUntil: 9e15 });
const node = ({ id }: Alarm) => ({ kind: 'alarm', alarmId: id });

describe('the commands on alarms', () => {
  let alarms: AlarmList;
  let opened: Alarm[];
  let run: (name: string, argument?: unknown, selection?: unknown) => Promise<unknown>;

  beforeEach(() => {
    const commands = new Map<string, (...args: unknown[]) => unknown>();
    vi.spyOn(vscode.commands, 'registerCommand').mockImplementation((name, handler) => {
      commands.set(name, handler);
      return vscode.Disposable.from();
    });
    for (const question of ['showQuickPick', 'showInputBox', 'showInformationMessage'] as const) {
      vi.spyOn(vscode.window, question).mockRejectedValue(new Error(`${question} asks`));
    }
    alarms = new AlarmList();
    alarms.set(missing, offset, link, cleared);
    opened = [];
    registerAlarmCommands({ alarms, clock: { now: () => now }, open: (one) => Promise.resolve(void opened.push(one)) });
    run = (name, ...args) => Promise.resolve().then(() => commands.get(name)?.(...args));
  });
  afterEach(() => void vi.restoreAllMocks());

  const typed = (text: string | undefined) => vi.spyOn(vscode.window, 'showInputBox').mockResolvedValue(text);
  const picked = (...labels: readonly (string | undefined)[]) => {
    const spy = vi.spyOn(vscode.window, 'showQuickPick').mockReset();
    for (const label of labels) {
      spy.mockImplementationOnce((items) => Promise.resolve((items as readonly vscode.QuickPickItem[]).find((item) => item.label === label)));
    }
    return spy;
  };

  it.each<[string, Record<string, unknown>, unknown[]]>([
    ['psx.acknowledgeAlarm', { alarmId: offset.id }, ['acknowledge', offset.id, '']],
    ['psx.acknowledgeAlarm', { alarmId: offset.id, comment: 'On it' }, ['acknowledge', offset.id, 'On it']],
    ['psx.unacknowledgeAlarm', { alarmId: link.id }, ['unacknowledge', link.id]],
    ['psx.maskAlarm', { alarmId: offset.id, minutes: 90 }, ['mask', offset.id, now + 5_400_000]],
    ['psx.maskAlarm', { alarmId: offset.id, until: 'cleared' }, ['mask', offset.id, 'cleared']],
    ['psx.unmaskAlarm', { alarmId: cleared.id }, ['unmask', cleared.id]],
    ['psx.commentAlarm', { alarmId: offset.id, comment: '' }, ['comment', offset.id, '']],
  ])('%s %j asks nothing', async (name, argument, call) => {
    expect(await run(name, argument)).toBe(true);
    expect(alarms.calls).toEqual([call]);
  });

  it.each<[string, unknown, RegExp]>([
    ['psx.acknowledgeAlarm', offset.id, /takes one object/],
    ['psx.acknowledgeAlarm', [node(offset)], /takes one object/],
    ['psx.acknowledgeAlarm', {}, /needs the "alarmId"/],
    ['psx.acknowledgeAlarm', { alarmId: 7 }, /"alarmId" of psx.acknowledgeAlarm must be a text/],
    ['psx.acknowledgeAlarm', { alarmId: 'nobody' }, /no alarm with the id "nobody"/],
    ['psx.acknowledgeAlarm', { alarmId: offset.id, comment: 7 }, /"comment" of psx.acknowledgeAlarm must be a text/],
    ['psx.acknowledgeAlarm', { alarmId: offset.id, comment: 'x'.repeat(1_001) }, /at most 1000 characters/],
    ['psx.acknowledgeAlarm', { alarmId: cleared.id }, /takes an alarm that is active/],
    ['psx.unacknowledgeAlarm', { alarmId: offset.id }, /takes an alarm that is acknowledged/],
    ['psx.maskAlarm', { alarmId: offset.id }, /needs either "minutes"/],
    ['psx.maskAlarm', { alarmId: offset.id, minutes: 0 }, /needs either "minutes"/],
    ['psx.maskAlarm', { alarmId: offset.id, minutes: '60' }, /needs either "minutes"/],
    ['psx.maskAlarm', { alarmId: offset.id, minutes: 1e9 }, /needs either "minutes"/],
    ['psx.maskAlarm', { alarmId: offset.id, minutes: 60, until: 'cleared' }, /needs either "minutes"/],
    ['psx.maskAlarm', { alarmId: cleared.id, minutes: 60 }, /takes an alarm that is active or acknowledged/],
    ['psx.unmaskAlarm', { alarmId: offset.id }, /takes an alarm that is masked/],
    ['psx.commentAlarm', { alarmId: offset.id }, /needs a "comment"/],
    ['psx.openAlarm', node(alarm({ parameter: 'portState' })), /not on the list any more/],
  ])('%s refuses %j, and changes nothing', async (name, argument, sentence) => {
    await expect(run(name, argument)).rejects.toThrow(sentence);
    expect(alarms.calls).toEqual([]);
    expect(opened).toEqual([]);
  });

  it('asks for a comment when a row is acknowledged, and acknowledges without one when none is typed', async () => {
    const question = typed('');
    expect(await run('psx.acknowledgeAlarm', node(offset), undefined)).toBe(true);
    expect(question).toHaveBeenCalledOnce();
    expect(alarms.calls).toEqual([['acknowledge', offset.id, '']]);
  });

  it('does nothing when the person cancels', async () => {
    typed(undefined);
    picked(undefined, undefined, 'Custom…');
    for (const name of ['psx.acknowledgeAlarm', 'psx.commentAlarm', 'psx.maskAlarm']) {
      expect(await run(name, node(offset))).toBeUndefined();
    }
    expect(await run('psx.acknowledgeAlarm')).toBeUndefined();
    expect(await run('psx.maskAlarm', node(offset))).toBeUndefined();
    expect(alarms.calls).toEqual([]);
  });

  it('acts on all selected rows that it is for, with one question', async () => {
    const question = typed('Maintenance');
    expect(await run('psx.acknowledgeAlarm', node(offset), [missing, offset, link, cleared].map(node))).toBe(true);
    expect(question).toHaveBeenCalledOnce();
    expect(alarms.calls).toEqual([
      ['acknowledge', missing.id, 'Maintenance'],
      ['acknowledge', offset.id, 'Maintenance'],
    ]);
  });

  it.each([
    ['1 hour', undefined, now + 3_600_000],
    ['8 hours', undefined, now + 8 * 3_600_000],
    ['Until it clears', undefined, 'cleared'],
    ['Custom…', '30 min', now + 1_800_000],
    ['Custom…', '2 d', now + 2 * 86_400_000],
    ['Custom…', '1.5', now + 5_400_000],
  ])('masks for what is picked: %s %s', async (label, text, until) => {
    picked(label);
    typed(text);
    expect(await run('psx.maskAlarm', node(offset))).toBe(true);
    expect(alarms.calls).toEqual([['mask', offset.id, until]]);
  });

  it('says of a custom time that it is none', async () => {
    picked('Custom…');
    const question = typed(undefined);
    await run('psx.maskAlarm', node(offset));
    const validate = (text: string): unknown => question.mock.calls[0]?.[0]?.validateInput?.(text);
    expect(['30 min', '4h', '2 D', '1.5'].map(validate)).toEqual([undefined, undefined, undefined, undefined]);
    for (const text of ['', '0', '-1 h', '4 weeks', '400 d', 'soon']) {
      expect(validate(text), text).toMatch(/Enter a time/);
    }
  });

  it('proposes the comment that there is', async () => {
    const question = typed('Repaired');
    await run('psx.commentAlarm', node(link));
    expect(question.mock.calls[0]?.[0]?.value).toBe('Known');
    expect(alarms.calls).toEqual([['comment', link.id, 'Repaired']]);
  });

  it('lets the person pick among the alarms that it is for, or says that there is none', async () => {
    const question = picked('Network link');
    expect(await run('psx.unacknowledgeAlarm')).toBe(true);
    expect(question.mock.calls[0]?.[0]).toHaveLength(1);
    alarms.set(offset);
    const said = vi.spyOn(vscode.window, 'showInformationMessage').mockResolvedValue(undefined);
    expect(await run('psx.unacknowledgeAlarm')).toBeUndefined();
    expect(said).toHaveBeenCalledExactlyOnceWith('No alarm is in a state for this command.');
  });

  it('changes nothing of an alarm that cleared while the person was asked', async () => {
    vi.spyOn(vscode.window, 'showInputBox').mockImplementation(() => {
      alarms.set({ ...offset, state: 'cleared' });
      return Promise.resolve('On it');
    });
    await expect(run('psx.acknowledgeAlarm', node(offset))).rejects.toThrow(/not active any more/);
    expect(alarms.calls).toEqual([]);
  });

  it('opens an alarm, and takes cleared ones off the list', async () => {
    expect(await run('psx.openAlarm', node(offset))).toBe(true);
    expect(opened).toEqual([offset]);
    await run('psx.removeClearedAlarms');
    expect(alarms.calls).toEqual([['removeCleared']]);
  });
});
