import * as vscode from 'vscode';
import type { Alarms } from '../../model/alarm';
import { count } from '../words';
import { AlarmsTree } from './alarmsTree';

/** The view `psx.alarms`, and its badge: the active alarms that nobody has acknowledged or masked. */
export class AlarmsView implements vscode.Disposable {
  readonly #alarms: Pick<Alarms, 'alarms'>;
  readonly #view: vscode.TreeView<unknown>;
  readonly #subscriptions: readonly { dispose(): unknown }[];
  #badge = 0;

  constructor(alarms: Pick<Alarms, 'alarms' | 'onDidChange'>) {
    this.#alarms = alarms;
    const tree = new AlarmsTree(alarms);
    const view = vscode.window.createTreeView('psx.alarms', { treeDataProvider: tree, canSelectMany: true, showCollapseAll: false });
    this.#view = view;
    tree.setVisible(view.visible);
    this.#subscriptions = [tree, view, view.onDidChangeVisibility(({ visible }) => tree.setVisible(visible)), alarms.onDidChange(() => this.#updateBadge())];
    this.#updateBadge();
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  get onDidChangeVisibility(): vscode.Event<unknown> {
    return this.#view.onDidChangeVisibility;
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }

  #updateBadge(): void {
    const active = this.#alarms.alarms.filter(({ state, maskedUntil }) => state === 'active' && maskedUntil === undefined).length;
    if (active !== this.#badge) {
      this.#badge = active;
      this.#view.badge = active === 0 ? undefined : { value: active, tooltip: count(active, 'active alarm') };
    }
  }
}
