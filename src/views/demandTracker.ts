import * as vscode from 'vscode';
import type { DeviceFeed } from '../polling/deviceFeed';
import type { TreeNode } from './tree/treeNode';

/** Tells the feed how much is being looked at: a visible tree is polled faster than a hidden one, an unfocused window slowest. */
export function trackDemand(feed: DeviceFeed, treeView: vscode.TreeView<TreeNode>): vscode.Disposable {
  const update = (): void =>
    feed.setDemand(!vscode.window.state.focused ? 'unfocused' : treeView.visible ? 'tree' : 'hidden');
  update();
  return vscode.Disposable.from(treeView.onDidChangeVisibility(update), vscode.window.onDidChangeWindowState(update));
}
