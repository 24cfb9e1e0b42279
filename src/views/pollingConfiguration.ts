import * as vscode from 'vscode';
import type { Disposable } from '../model/event';
import type { PollingSettings } from '../polling/pollingSettings';
import type { ProxySettings } from '../ltos/proxy';
import { KeptSettings } from './keptSettings';

const polling = new KeptSettings('psx', readPollingSettings);
const proxy = new KeptSettings('http', readProxySettings);

/** Lets {@link pollingSettings} and {@link proxySettings} read the settings once until they change, see {@link KeptSettings.keep}. */
export function keepPollingSettings(): Disposable {
  const kept = [polling.keep(), proxy.keep()];
  return { dispose: () => kept.forEach((settings) => void settings.dispose()) };
}

/** The settings of `psx.*` that polling follows, as they are now. */
export function pollingSettings(): PollingSettings {
  return polling.value;
}

/** VS Code's own proxy settings, as they are now. */
export function proxySettings(): ProxySettings {
  return proxy.value;
}

function readPollingSettings(): PollingSettings {
  const settings = vscode.workspace.getConfiguration('psx');
  return {
    intervalMs: seconds(settings, 'polling.interval', 10, 1, 3600),
    timeoutMs: seconds(settings, 'polling.timeout', 15, 1, 300),
    elementTimeoutMs: seconds(settings, 'polling.elementTimeout', 30, 5, 3600),
    slowPollAfterMs: seconds(settings, 'polling.slowPollAfter', 300, 10, 86_400),
    slowPollIntervalMs: seconds(settings, 'polling.slowPollInterval', 60, 5, 3600),
    mostRequests: Math.floor(inRange(settings.get('polling.maxRequests'), 100, 2, 1000)),
    autoDetectSlots: settings.get('slots.autoDetect', true),
    offsetUnit: oneOf(settings.get('decoding.offsetUnit'), ['auto', 'ns', 's'] as const),
    raw: settings.get('polling.raw', false),
  };
}

/** How answers are decoded, for those who read them outside the polling. */
export function decodingSettings(): Pick<PollingSettings, 'raw' | 'offsetUnit'> {
  const { raw, offsetUnit } = pollingSettings();
  return { raw, offsetUnit };
}

function readProxySettings(): ProxySettings {
  const http = vscode.workspace.getConfiguration('http');
  return {
    proxySupport: oneOf(http.get('proxySupport'), ['override', 'fallback', 'on', 'off'] as const),
    proxy: http.get('proxy', ''),
    noProxy: http.get<string[]>('noProxy', []),
    proxyAuthorization: http.get<string | null>('proxyAuthorization', null) ?? undefined,
    env: process.env,
  };
}

/** A number of seconds in milliseconds: hand-written values outside the range are moved to its nearest end. */
function seconds(settings: vscode.WorkspaceConfiguration, key: string, fallback: number, min: number, max: number): number {
  return 1000 * inRange(settings.get(key), fallback, min, max);
}

function inRange(value: unknown, fallback: number, min: number, max: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : fallback;
}

function oneOf<const T extends string>(value: unknown, values: readonly [T, ...T[]]): T {
  return values.find((candidate) => candidate === value) ?? values[0];
}
