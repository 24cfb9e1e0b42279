import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TreeItem } from 'vscode';
import type { AlarmsNode } from '../../../../src/views/alarms/alarmNode';
import { AlarmsTree } from '../../../../src/views/alarms/alarmsTree';
import { alarm, AlarmList, red } from './alarmList';

const morning = new Date(2026, 10, 23, 9, 30);
const offset = alarm({ raisedAt: morning.getTime() });
const missing = alarm({ parameter: 'presence', severity: 'critical', text: 'The instance is gone.', raisedAt: morning.getTime() });
const silent = alarm({ parameter: 'communication', severity: 'timeout', subject: { deviceId: 'south' }, subjectName: 'GM-South', raisedAt: morning.getTime() });
const nine = morning.toLocaleTimeString();

describe('AlarmsTree', () => {
  let alarms: AlarmList;
  let tree: AlarmsTree;
  let fired: (AlarmsNode[] | undefined)[];

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date(2026, 10, 23, 12, 0) });
    alarms = new AlarmList();
    tree = new AlarmsTree(alarms);
    fired = [];
    tree.onDidChangeTreeData((nodes) => fired.push(nodes));
    tree.setVisible(true);
  });
  afterEach(() => {
    tree.dispose();
    vi.useRealTimers();
  });

  const item = (node: AlarmsNode): TreeItem => tree.getTreeItem(node);

  /** What VS Code shows, having asked for all of it. */
  const rows = (): string[] =>
    tree.getChildren().flatMap((group) => {
      const alarmRows = tree.getChildren(group).map((node) => `  ${text(item(node), ' | ')}`);
      return [text(item(group), ' '), ...alarmRows];
    });
  const text = ({ label, description }: TreeItem, separator: string): string => [label as string, description as string].join(separator);

  /** The one row of an alarm, as VS Code shows it. */
  const rowOf = (changes: Parameters<typeof alarm>[0]): TreeItem => {
    alarms.set(alarm({ raisedAt: morning.getTime(), ...changes }));
    const [group] = tree.getChildren();
    const [node] = tree.getChildren(group);
    if (node === undefined) throw new Error('There is no row.');
    return tree.resolveTreeItem(item(node), node);
  };

  it('is empty without alarms, so that the view says so', () => {
    expect(rows()).toEqual([]);
  });

  it('groups alarms by their states, in the order of the list, and names severity, subject and time', () => {
    alarms.set(silent, missing, { ...offset, state: 'acknowledged' }, alarm({ parameter: 'link', state: 'cleared', clearedAt: morning.getTime() }));
    expect(rows()).toEqual([
      'Active 2',
      `  Communication | timeout · GM-South · since ${nine}`,
      `  Missing | critical · GM-North / io3 / Red · since ${nine}`,
      'Acknowledged 1',
      `  Offset from master | major · GM-North / io3 / Red · since ${nine}`,
      'Cleared 1',
      `  Network link | GM-North / io3 / Red · cleared ${nine}`,
    ]);
  });

  it('says of a masked alarm until when, and shows no severity for it', () => {
    const row = rowOf({ maskedUntil: morning.getTime() });
    expect(row.description).toBe(`major · GM-North / io3 / Red · since ${nine} · masked until ${nine}`);
    expect(row.iconPath).toEqual({ id: 'bell-slash' });
    expect(rowOf({ maskedUntil: 'cleared' }).description).toContain('masked until it clears');
  });

  it('tells in the tooltip what is wrong, what to do, and what people did, as text whatever it is', () => {
    const { value } = rowOf({ state: 'acknowledged', acknowledgedAt: morning.getTime(), comment: '[x](command:evil) | y', maskedUntil: 'cleared' }).tooltip as { value: string };
    expect(value).toContain('Offset from master is 1.5 µs; major from 1 µs.');
    expect(value).toContain('Check the path to the master.');
    expect(value).toContain(`| Acknowledged | ${nine} |`);
    expect(value).toContain('| Masked | until it clears |');
    expect(value).toContain(String.raw`| Comment | \[x\](command:evil) \| y |`);
  });

  it.each([
    [{ state: 'active' }, 'alarm;canAcknowledge;canMask;'],
    [{ state: 'active', maskedUntil: 'cleared' }, 'alarm;canAcknowledge;canUnmask;'],
    [{ state: 'acknowledged' }, 'alarm;canUnacknowledge;canMask;'],
    [{ state: 'cleared' }, 'alarm;'],
    [{ state: 'cleared', maskedUntil: 9e15 }, 'alarm;canUnmask;'],
  ] as const)('offers for %j what can be done about it', (changes, abilities) => {
    expect(rowOf(changes).contextValue).toBe(abilities);
  });

  it('knows a row by its alarm alone, whatever its state', () => {
    expect(rowOf({ state: 'cleared' }).id).toBe(rowOf({ state: 'active', severity: 'critical' }).id);
  });

  it('repaints the one row that changed, a while after', () => {
    alarms.set(missing, offset);
    vi.advanceTimersByTime(250);
    rows();
    fired.length = 0;
    alarms.set(missing, { ...offset, severity: 'minor' });
    alarms.set(missing, { ...offset, severity: 'warning' });
    expect(fired).toEqual([]);
    vi.advanceTimersByTime(250);
    expect(fired).toEqual([[{ kind: 'alarm', alarmId: offset.id }]]);
    rows();
    alarms.set(...alarms.alarms);
    vi.advanceTimersByTime(250);
    expect(fired).toHaveLength(1);
  });

  describe('when only the sentence of an alarm, which tells a value, is another one', () => {
    const reworded = (text: string): void => {
      alarms.set(missing, { ...offset, text });
      vi.advanceTimersByTime(250);
    };
    const repainted = (): unknown[] => fired.splice(0);

    beforeEach(() => {
      alarms.set(missing, offset);
      vi.advanceTimersByTime(250);
      rows();
      repainted();
    });

    it('repaints nothing: that would close the tooltip that tells it', () => {
      reworded('Offset from master is 1.51 µs; major from 1 µs.');
      reworded('Offset from master is 1.52 µs; major from 1 µs.');
      expect(repainted()).toEqual([]);
    });

    it('repaints the row once its tooltip is closed and old, so that the next one tells it', () => {
      const [, node] = tree.getChildren(tree.getChildren()[0]);
      const hover = (): string => (tree.resolveTreeItem(item(node!), node!).tooltip as { value: string }).value;
      expect(hover()).toContain('1.5 µs');
      reworded('Offset from master is 1.51 µs; major from 1 µs.');
      expect(repainted()).toEqual([]);
      vi.advanceTimersByTime(11_000);
      reworded('Offset from master is 1.52 µs; major from 1 µs.');
      expect(repainted()).toEqual([[{ kind: 'alarm', alarmId: offset.id }]]);
      vi.advanceTimersByTime(11_000);
      reworded('Offset from master is 1.53 µs; major from 1 µs.');
      expect(repainted()).toEqual([]);
      expect(hover()).toContain('1.53 µs');
    });
  });

  it('repaints a group when its rows change places, and all when one comes, goes or moves to another group', () => {
    alarms.set(missing, offset);
    vi.advanceTimersByTime(250);
    rows();
    fired.length = 0;
    alarms.set(offset, missing);
    vi.advanceTimersByTime(250);
    expect(fired).toEqual([[{ kind: 'group', state: 'active' }]]);
    rows();
    alarms.set({ ...offset, state: 'acknowledged' }, missing);
    vi.advanceTimersByTime(250);
    expect(fired[1]).toBeUndefined();
    expect(rows()).toHaveLength(4);
    alarms.set();
    vi.advanceTimersByTime(250);
    expect(fired).toHaveLength(3);
    expect(rows()).toEqual([]);
  });

  it('repaints nothing while it is hidden, and catches up when it is shown', () => {
    rows();
    tree.setVisible(false);
    alarms.set(offset);
    vi.advanceTimersByTime(1_000);
    expect(fired).toEqual([]);
    tree.setVisible(true);
    expect(fired).toEqual([undefined]);
  });

  it('gives the same object for the same row, which VS Code goes by', () => {
    alarms.set(offset);
    const [group] = tree.getChildren();
    const [before] = tree.getChildren(group);
    alarms.set({ ...offset, severity: 'minor' });
    expect(tree.getChildren(group)[0]).toBe(before);
    expect(before).toEqual({ kind: 'alarm', alarmId: alarm({ subject: red }).id });
  });
});
