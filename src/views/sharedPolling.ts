import type * as vscode from 'vscode';
import type { HistoryDuty } from '../history/historyOptions';
import { SharedFeed, type SharedFeedOptions, type SharedFeedState } from '../windows/sharedFeed';

/** Lets this window and the person's others poll together, and logs which of them does. */
export function sharePolling(
  options: Omit<SharedFeedOptions, 'folder' | 'version'>,
  { extension, globalStorageUri }: Pick<vscode.ExtensionContext, 'extension' | 'globalStorageUri'>,
  log: vscode.LogOutputChannel,
): SharedFeed {
  const { version } = extension.packageJSON as { version: string };
  const feed = new SharedFeed({ ...options, folder: globalStorageUri.fsPath, version });
  feed.onDidChangeState(() => {
    if (feed.state === 'alone') {
      log.warn(`This window polls the devices, whether or not others do: they cannot reach each other. ${feed.reasonForBeingAlone ?? ''}`.trim());
    } else {
      log.info(feed.state === 'following' ? followingText([...feed.restIds].map((deviceId) => options.store.get(deviceId)?.name ?? deviceId)) : 'This window polls the devices; others follow it.');
    }
  });
  return feed;
}

/** @param own What this window polls itself, by name. */
function followingText(own: readonly string[]): string {
  const following = 'Another window polls the devices; this one follows it.';
  return own.length === 0 ? following : `${following} It polls itself what the other one does not have, or has no good log-in for: ${own.join(', ')}.`;
}

/** Who writes the history: the window that polls sees everything first. What a window that follows polls itself, it writes as well. */
export function historyDuty(state: SharedFeedState): HistoryDuty {
  switch (state) {
    case 'leading':
      return 'mine';
    case 'electing':
    case 'following':
      return 'others';
    case 'alone':
      return 'either';
  }
}
