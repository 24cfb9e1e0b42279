import * as vscode from 'vscode';
import { groupBy } from '../../model/groupBy';
import type { Alarm, Alarms, AlarmState } from '../../model/alarm';
import type { Disposable } from '../../model/event';
import { BuiltTooltips } from '../tree/builtTooltips';
import { rowText } from '../tree/rowText';
import { alarmItem, alarmTooltip, groupItem } from './alarmItem';
import type { AlarmGroupNode, AlarmNode, AlarmsNode } from './alarmNode';

/** Changes are collected this long before rows are repainted. */
const coalesceMs = 250;

const groups: readonly AlarmGroupNode[] = (['active', 'acknowledged', 'cleared'] as const).map((state) => ({ kind: 'group', state }));

/** The rows of the view "Alarms": a reader of the alarms. A change repaints the rows, or the groups, whose text it changes; nothing while the view is hidden. */
export class AlarmsTree implements vscode.TreeDataProvider<AlarmsNode>, vscode.Disposable {
  readonly #alarms: Pick<Alarms, 'alarms' | 'onDidChange'>;
  readonly #changed = new vscode.EventEmitter<AlarmsNode[] | undefined>();
  readonly #subscription: Disposable;
  /** One object per row, as VS Code knows rows by identity. */
  readonly #nodes = new Map<string, AlarmNode>();
  /** What each row showed when it was last painted. */
  readonly #painted = new Map<string, { readonly alarm: Alarm; readonly text: string }>();
  readonly #tooltips = new BuiltTooltips();
  /** The ids of the alarms that each group showed. */
  readonly #children = new Map<AlarmState, string>();
  #sizes: string | undefined;
  #byId: ReadonlyMap<string, Alarm> = new Map();
  #byState: ReadonlyMap<AlarmState, readonly Alarm[]> = new Map();
  #read: readonly Alarm[] | undefined;
  #isPending = false;
  #isVisible = false;
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(alarms: Pick<Alarms, 'alarms' | 'onDidChange'>) {
    this.#alarms = alarms;
    this.#subscription = alarms.onDidChange(() => {
      this.#isPending = true;
      this.#schedule();
    });
  }

  /** Hidden rows are not repainted; what changed meanwhile is caught up with when they are shown. */
  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    if (isVisible) {
      this.#flush();
    } else {
      this.#cancel();
    }
  }

  getChildren(node?: AlarmsNode): AlarmsNode[] {
    this.#update();
    if (node === undefined) {
      this.#sizes = this.#sizesNow();
      return groups.filter(({ state }) => this.#ofState(state).length > 0);
    }
    if (node.kind === 'alarm') {
      return [];
    }
    const alarms = this.#ofState(node.state);
    this.#children.set(node.state, childKey(alarms));
    return alarms.map(({ id }) => this.#node(id));
  }

  getTreeItem(node: AlarmsNode): vscode.TreeItem {
    this.#update();
    if (node.kind === 'group') {
      return groupItem(node, this.#ofState(node.state).length);
    }
    const alarm = this.#byId.get(node.alarmId);
    if (alarm === undefined) {
      return new vscode.TreeItem('');
    }
    const item = alarmItem(node, alarm);
    this.#painted.set(node.alarmId, { alarm, text: rowText(item) });
    this.#tooltips.forget(node.alarmId);
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, node: AlarmsNode): vscode.TreeItem {
    const alarm = node.kind === 'alarm' ? this.#byId.get(node.alarmId) : undefined;
    if (alarm !== undefined) {
      const tooltip = alarmTooltip(alarm);
      item.tooltip = tooltip;
      this.#tooltips.add(alarm.id, tooltip.value);
    }
    return item;
  }

  dispose(): void {
    this.#cancel();
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #schedule(): void {
    if (this.#isVisible && this.#isPending) {
      this.#timer ??= setTimeout(() => this.#flush(), coalesceMs);
    }
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #flush(): void {
    this.#cancel();
    if (!this.#isPending) {
      return;
    }
    this.#isPending = false;
    this.#update();
    // The groups count their alarms: another number is another row, and perhaps another list of groups.
    if (this.#sizes !== undefined && this.#sizes !== this.#sizesNow()) {
      this.#changed.fire(undefined);
      return;
    }
    const changed = groups.flatMap((group): AlarmsNode[] => this.#changedIn(group));
    for (const node of changed) {
      if (node.kind === 'alarm') {
        this.#tooltips.forget(node.alarmId);
      }
    }
    if (changed.length > 0) {
      this.#changed.fire(changed);
    }
  }

  #changedIn(group: AlarmGroupNode): AlarmsNode[] {
    const alarms = this.#ofState(group.state);
    const shown = this.#children.get(group.state);
    if (shown !== undefined && shown !== childKey(alarms)) {
      return [group];
    }
    return alarms.filter((alarm) => this.#isOutdated(alarm)).map(({ id }) => this.#node(id));
  }

  /** The sentence of an alarm, which tells a value, is in its tooltip only: another value is no other row. */
  #isOutdated(alarm: Alarm): boolean {
    const painted = this.#painted.get(alarm.id);
    if (painted === undefined) {
      return false;
    }
    const { text } = painted;
    if (painted.alarm !== alarm) {
      if (text !== rowText(alarmItem(this.#node(alarm.id), alarm))) {
        return true;
      }
      this.#painted.set(alarm.id, { alarm, text });
    }
    return this.#tooltips.isOld(alarm.id, () => alarmTooltip(alarm).value);
  }

  /** Sorts the alarms into their groups when there are others than before. */
  #update(): void {
    const { alarms } = this.#alarms;
    if (alarms === this.#read) {
      return;
    }
    this.#read = alarms;
    this.#byId = new Map(alarms.map((alarm) => [alarm.id, alarm]));
    this.#byState = groupBy(alarms, ({ state }) => state);
    for (const id of this.#nodes.keys()) {
      if (!this.#byId.has(id)) {
        this.#nodes.delete(id);
        this.#painted.delete(id);
        this.#tooltips.forget(id);
      }
    }
  }

  #ofState(state: AlarmState): readonly Alarm[] {
    return this.#byState.get(state) ?? [];
  }

  #sizesNow(): string {
    return groups.map(({ state }) => this.#ofState(state).length).join();
  }

  #node(alarmId: string): AlarmNode {
    const node = this.#nodes.get(alarmId) ?? { kind: 'alarm', alarmId };
    this.#nodes.set(alarmId, node);
    return node;
  }
}

function childKey(alarms: readonly Alarm[]): string {
  return alarms.map(({ id }) => id).join('\n');
}
