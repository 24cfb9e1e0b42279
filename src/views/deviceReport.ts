import { LtosError } from '../ltos/ltosError';
import type { LtosApi } from '../ltos/ltosApi';
import { anonymise } from '../model/anonymise';
import type { DeviceConfig } from '../model/deviceConfig';
import type { DeviceSnapshot } from '../model/snapshot';
import type { DecodeProblem } from '../model/decoded';
import { isJsonObject, type Json } from '../model/json';

/** What a report is made of. */
export interface DeviceReportSource {
  readonly versions: Readonly<Record<string, string>>;
  /** Settings that influence what is shown; never hosts or names. */
  readonly settings: Readonly<Record<string, Json>>;
  readonly device: DeviceConfig;
  /** Name that the log-in is made with, so that it can be hidden wherever the device repeats it. */
  readonly user?: string | undefined;
  readonly snapshot: DeviceSnapshot | undefined;
  readonly client: LtosApi;
  /** What decoding could not read in an answer. */
  readonly problemsOf: (path: string, body: Json) => readonly DecodeProblem[];
  readonly signal?: AbortSignal;
}

/**
 * Everything that a maintainer needs to teach the decoder a device, as anonymised JSON: the state of the communication and
 * the device's own answers. A request that fails is part of the report.
 */
export async function deviceReport(source: DeviceReportSource): Promise<string> {
  const { versions, settings, device, snapshot } = source;
  const url = new URL(device.origin);
  const report = {
    about: 'PSX Explorer device report. Names, hosts, addresses, identities, serial numbers and positions are placeholders.',
    versions,
    settings,
    device: { scheme: url.protocol, bypassProxy: device.bypassProxy, slotIds: device.slotIds, intervalMs: device.intervalMs ?? null },
    communication: snapshot?.communication ?? null,
    system: snapshot?.system ?? null,
    slots: (snapshot?.slots ?? []).map(({ slotId, slotType, model, isPsx, isEmpty, severity, ptpInstances }) => ({
      slotId,
      slotType,
      model: model ?? null,
      isPsx,
      isEmpty,
      severity,
      // A name that nobody gave is the id, which the decoder's maintainer has to see.
      ptpInstances: ptpInstances.map(({ name, ...instance }) => ({ ...instance, ...(name === instance.id ? {} : { name }), properties: instance.properties.length })),
    })),
    answers: await readAnswers(source),
  };
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const known = [
    { kind: 'label', text: device.name },
    ...(source.user === undefined ? [] : [{ kind: 'label', text: source.user } as const]),
    { kind: /^[\d.]+$/.test(hostname) ? 'address4' : hostname.includes(':') ? 'address6' : 'host', text: hostname },
  ] as const;
  // Through text and back: members that are undefined disappear, as they would in the file.
  return `${JSON.stringify(anonymise(JSON.parse(JSON.stringify(report)) as Json, known), undefined, 2)}\n`;
}

async function readAnswers(source: DeviceReportSource): Promise<readonly Json[]> {
  const answers: Json[] = [];
  for (const path of pathsOf(source)) {
    answers.push(await readAnswer(source, path));
  }
  if (answers.some((answer) => isJsonObject(answer) && answer.fault !== undefined)) {
    // Older firmware answers to the whole status only.
    const whole = await readAnswer(source, '/api/status');
    answers.push(isJsonObject(whole) && whole.body !== undefined ? { ...whole, body: ptpPart(whole.body) } : whole);
  }
  return answers;
}

/** The network and NTP parts of the status say more about a site than about a card. */
function ptpPart(body: Json): Json {
  if (!isJsonObject(body) || !isJsonObject(body.data)) {
    return body;
  }
  const data = Object.entries(body.data).filter(([key]) => /^(?:object-id|rest-api|system|status|chassis.*)$/i.test(key));
  return { ...body, data: Object.fromEntries(data) };
}

function pathsOf({ device, snapshot }: DeviceReportSource): readonly string[] {
  const psxSlots = (snapshot?.slots ?? []).filter(({ isPsx, missingSince }) => isPsx && missingSince === undefined).map(({ slotId }) => slotId);
  const slotIds = [...new Set([...device.slotIds, ...psxSlots])];
  return ['/api/status/system', '/api/status/chassis0/slots', ...slotIds.map((slotId) => `/api/status/chassis0/slots/${encodeURIComponent(slotId)}/module`)];
}

async function readAnswer({ client, problemsOf, signal }: DeviceReportSource, path: string): Promise<Json> {
  try {
    const { body, bodyBytes, timeSpanMs } = await client.get(path, signal === undefined ? {} : { signal });
    const decodeProblems = problemsOf(path, body).map((problem) => ({ path: problem.path, message: problem.message }));
    return { path, bodyBytes, timeSpanMs: Math.round(timeSpanMs), decodeProblems, body };
  } catch (error) {
    if (!(error instanceof LtosError)) {
      throw error;
    }
    const { kind, message } = error.fault;
    if (kind === 'cancelled') {
      throw error;
    }
    return { path, fault: { kind, message, ...(error.status === undefined ? {} : { status: error.status }) } };
  }
}
