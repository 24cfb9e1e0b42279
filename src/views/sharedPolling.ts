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
      log.info(feed.state === 'following' ? 'Another window polls the devices; this one follows it.' : 'This window polls the devices; others follow it.');
    }
  });
  return feed;
}

/** Who writes the history: the window that polls sees everything first. */
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
