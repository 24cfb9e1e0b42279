import * as vscode from 'vscode';
import type { Services } from './services';

/** Hands the feed what settings, credentials and trusted certificates are now and whenever they change: no reload is needed. */
export function keepFeedCurrent(services: Services): vscode.Disposable {
  const { credentials, devices, feed, pins } = services;
  const unlock = (origin: string, entry?: string): void => {
    for (const device of devices.configs.filter((config) => config.origin === origin)) {
      feed.credentialsChanged(device.id, entry);
    }
  };
  feed.setDevices(devices.configs);
  return vscode.Disposable.from(
    devices.onDidChange(({ configs }) => feed.setDevices(configs)),
    credentials.onDidChange(({ origin, entry }) => unlock(origin, entry)),
    pins.onDidChange((origin) => unlock(origin)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('psx.polling') || change.affectsConfiguration('psx.slots') || change.affectsConfiguration('psx.decoding')) {
        feed.settingsChanged();
      }
    }),
  );
}
