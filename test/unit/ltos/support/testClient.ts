import { expect, onTestFinished } from 'vitest';
import { LtosClient, type LtosClientOptions } from '../../../../src/ltos/ltosClient';
import { LtosError } from '../../../../src/ltos/ltosError';
import type { ProxySettings } from '../../../../src/ltos/proxy';
import type { FinishedRequest, RequestObserver, StartedRequest } from '../../../../src/model/httpRequest';

export const user = 'info';
export const password = 'planted-Pa55word-ü';
export const basicValue = Buffer.from(`${user}:${password}`).toString('base64');

/** A client with a good log-in, disposed of when the test ends. */
export function makeClient(origin: string, options: Partial<LtosClientOptions> = {}): LtosClient {
  const client = new LtosClient({
    origin,
    deviceId: 'device-1',
    bypassProxy: false,
    credentials: () => Promise.resolve({ user, password }),
    pins: { get: () => undefined },
    timeoutMs: () => 10_000,
    ...options,
  });
  onTestFinished(() => client.dispose());
  return client;
}

/** Keeps all records. */
export class Recorder implements RequestObserver {
  readonly startedRecords: StartedRequest[] = [];
  readonly records: FinishedRequest[] = [];

  started(record: StartedRequest): void {
    this.startedRecords.push(record);
  }

  finished(record: FinishedRequest): void {
    this.records.push(record);
  }
}

/** The error of a promise that must reject with {@link LtosError}; checks that neither password nor log-in is in it. */
export async function failureOf(promise: Promise<unknown>): Promise<LtosError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LtosError);
  const failure = error as LtosError;
  expectNoSecret({ fault: failure.fault, message: failure.message, stack: failure.stack, cause: String(failure.cause) });
  expect(failure.fault.message).toMatch(/^\S.*\.$/s);
  expect(failure.fault.hint).toMatch(/^[A-Z0-9].*\.$/s);
  expect(failure.fault.message + failure.fault.hint).not.toContain('!');
  return failure;
}

export function expectNoSecret(value: unknown, secrets: readonly string[] = []): void {
  const text = JSON.stringify(value);
  for (const secret of [password, basicValue, ...secrets]) {
    expect(text).not.toContain(secret);
  }
}

export function proxySettings(settings: Partial<ProxySettings>): () => ProxySettings {
  return () => ({ proxySupport: 'override', proxy: '', noProxy: [], env: {}, ...settings });
}
