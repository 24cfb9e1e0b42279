import * as vscode from 'vscode';
import type { DeviceFeed } from '../polling/deviceFeed';

/** A view of the side bar. */
interface View {
  readonly visible: boolean;
  readonly onDidChangeVisibility: vscode.Event<unknown>;
}

/** Tells the feed how much is being looked at: with one of these views in sight devices are polled faster than without, in an unfocused window slowest. */
export function trackDemand(feed: Pick<DeviceFeed, 'setDemand'>, views: readonly View[]): vscode.Disposable {
  const update = (): void => {
    const isAnyVisible = views.some(({ visible }) => visible);
    feed.setDemand(!vscode.window.state.focused ? 'unfocused' : isAnyVisible ? 'tree' : 'hidden');
  };
  update();
  return vscode.Disposable.from(...views.map((view) => view.onDidChangeVisibility(update)), vscode.window.onDidChangeWindowState(update));
}
