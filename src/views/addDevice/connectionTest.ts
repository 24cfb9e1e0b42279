import * as vscode from 'vscode';
import { diagnose, type Diagnosis } from '../../ltos/diagnosis';
import { LtosClient } from '../../ltos/ltosClient';
import { resolveProxy } from '../../ltos/proxy';
import { isBypassProxy } from '../../model/deviceAddress';
import { askTrust } from '../certificateQuestion';
import { decodingSettings, pollingSettings } from '../pollingConfiguration';
import type { Services } from '../services';
import { withoutLinks } from '../withoutLinks';
import { draftOrigin, type DeviceDraft } from './deviceDraft';

/**
 * Tests the draft's device with what was typed, before anything is saved. When the certificate is not known, the person
 * is asked; with the answer yes, the draft carries its fingerprint and the test goes on.
 */
export async function testConnection(services: Services, draft: DeviceDraft): Promise<Diagnosis> {
  for (;;) {
    const diagnosis = await runTest(services, draft);
    const fingerprint = diagnosis.fault === undefined ? undefined : await askTrust(new URL(diagnosis.origin).host, diagnosis.fault);
    if (fingerprint === undefined) {
      return diagnosis;
    }
    draft.fingerprint = fingerprint;
  }
}

/** A client of its own, whose log-in and pin are only in memory: a wrong password is sent once and kept nowhere. */
async function runTest(services: Services, draft: DeviceDraft): Promise<Diagnosis> {
  const origin = draftOrigin(draft);
  const bypassProxy = isBypassProxy(draft.busAddress);
  const { timeoutMs, raw } = pollingSettings();
  const { user, password, fingerprint } = draft;
  const pins = { get: (of: string) => (of === origin ? fingerprint : undefined) ?? services.pins.get(of) };
  const client = new LtosClient({
    deviceId: `new:${origin}`,
    origin,
    bypassProxy,
    credentials: () => Promise.resolve({ user, password }),
    pins,
    proxy: () => services.proxySettings(),
    timeoutMs: () => timeoutMs,
    raw: () => raw,
  });
  try {
    return await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: withoutLinks(`Testing ${new URL(origin).host}`), cancellable: true },
      (progress, token) => {
        const abort = new AbortController();
        const proxySettings = services.proxySettings();
        const proxy = resolveProxy(origin, proxySettings, bypassProxy);
        const { proxyAuthorization } = proxySettings;
        token.onCancellationRequested(() => abort.abort());
        return diagnose(
          { origin, client, pins, proxy, proxyAuthorization, slotIds: draft.slotIds, timeoutMs, decoding: decodingSettings(), signal: abort.signal },
          (_step, next) => progress.report(next === undefined ? {} : { message: withoutLinks(`${next}…`) }),
        );
      },
    );
  } finally {
    client.dispose();
  }
}
