import { inspect } from 'node:util';
import { onTestFinished, vi } from 'vitest';
import type { LogOutputChannel } from 'vscode';
import { defaultAlarmSettings } from '../../src/alarms/alarmSettings';
import { deviceLines } from '../../src/exporter/deviceLines';
import type { History } from '../../src/history/history';
import { InterAppBus } from '../../src/interapp/interAppBus';
import { diagnose } from '../../src/ltos/diagnosis';
import { diagnosisReport } from '../../src/ltos/diagnosisReport';
import { LtosClient } from '../../src/ltos/ltosClient';
import { createFleetMetrics } from '../../src/metrics/fleetMetrics';
import type { DeviceConfig } from '../../src/model/deviceConfig';
import { systemClock } from '../../src/polling/clock';
import { FleetStore } from '../../src/polling/fleetStore';
import { PollingFeed } from '../../src/polling/pollingFeed';
import { defaultPollingSettings } from '../../src/polling/pollingSettings';
import { Provisioning } from '../../src/polling/provisioning';
import { curlCommand } from '../../src/sessions/curlCommand';
import { harChunks } from '../../src/sessions/harExport';
import { jsonChunks } from '../../src/sessions/jsonExport';
import { SessionLogs } from '../../src/sessions/sessionLogs';
import { alarmTooltip } from '../../src/views/alarms/alarmItem';
import { drawRankings } from '../../src/views/bmca/bmcaDrawing';
import { logChanges } from '../../src/views/changeLog';
import { deviceReport } from '../../src/views/deviceReport';
import { eventColumns } from '../../src/views/eventLog/eventColumns';
import { faultText } from '../../src/views/faultText';
import { sessionColumns } from '../../src/views/httpSessions/sessionColumns';
import { sessionDetail } from '../../src/views/httpSessions/sessionDetail';
import { communicationColumns } from '../../src/views/interApp/communicationColumns';
import { DeviceDiagnoses, registerMessageHandlers } from '../../src/views/messageHandlers';
import { observedBy } from '../../src/views/requestObservers';
import { readRawData } from '../../src/views/rawData/readRawData';
import { logStateChanges } from '../../src/views/stateLog';
import type { Services } from '../../src/views/services';
import { columnCsvChunks } from '../../src/views/table/columnTexts';
import { LocalTimes } from '../../src/views/table/localTimes';
import { drawTopology } from '../../src/views/topology/topologyDrawing';
import { deviceTooltip, instanceTooltip, slotTooltip } from '../../src/views/tree/tooltip';
import { Watching } from '../../src/views/watching';
import { answer, master, modules, slave, slot } from '../unit/decode/psxModules';
import { json, startServer } from '../unit/ltos/support/testServer';
import { severityOfSampleDevice } from '../unit/model/graphFleet';
import { password, user } from './planted';

const token = 'pl4nted-token-0123456789abcdef';
const login = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** A device that repeats what it was sent, wherever it can. @param refuses Whether it refuses the log-in. */
export async function startEcho(refuses: () => boolean = () => false): Promise<string> {
  const { origin } = await startServer((request, response) => {
    const { authorization = '' } = request.headers;
    const path = request.url ?? '';
    response.setHeader('X-Echo', authorization);
    response.setHeader('Set-Cookie', `session=${encodeURIComponent(password)}`);
    response.setHeader('Link', `</x?p=${encodeURIComponent(password)}>`);
    const echo = { authorization, password, note: `${authorization} ${password} ${login}`, url: `https://${user}:${encodeURIComponent(password)}@gm/?p=${encodeURIComponent(password)}` };
    const blue = { ...master, 'object-id': 'blue', alias: `Blue ${password}`, ...echo };
    const red = { ...slave, 'object-id': password, alias: `Red ${authorization}` };
    const card = { ...modules.standard, ptp: { instances: [blue, red] }, echo } as never;
    if (refuses()) {
      response.writeHead(401, { 'Content-Type': 'application/json' }).end(JSON.stringify(echo));
    } else if (request.method === 'PUT') {
      json(response, { token, ...echo });
    } else if (path.includes('/redirect')) {
      response.writeHead(302, { Location: `/api/status/gone?p=${encodeURIComponent(password)}&a=${encodeURIComponent(authorization)}` }).end();
    } else if (path.includes('/gone')) {
      response.writeHead(500, encodeURIComponent(password), { 'Content-Type': 'text/plain' }).end(`${authorization} ${password}`);
    } else if (path.endsWith('/module')) {
      json(response, answer(card));
    } else if (path.endsWith('/slots')) {
      json(response, answer({ slots: [slot('io3', '0,1,1', card), slot(`clk ${password}`, '0,2,1', card)] }));
    } else {
      json(response, { ...(answer({ 'object-id': 'status', chassis0: { slots: [slot('io3', '0,1,1', card)] } }) as object), echo, 'x-hostname': `gm ${password}` });
    }
  });
  return origin;
}

/**
 * Polls a device that repeats its log-in wherever it can, with all that listens, writes and shows, and returns every text that came out of it by what it
 * is of. Ends with the test.
 */
export async function plantedRun(history: History): Promise<ReadonlyMap<string, string>> {
  const origin = await startEcho();
  const config: DeviceConfig = { id: 'gm', name: 'GM', origin, busAddress: '', bypassProxy: false, slotIds: [] };
  const lines: string[] = [];
  const say = (...parts: unknown[]): void => void lines.push(parts.map((part) => (typeof part === 'string' ? part : inspect(part, { depth: 10 }))).join(' '));
  const log = { info: say, warn: say, error: say, debug: say, trace: say } as unknown as LogOutputChannel;

  const sessions = new SessionLogs({ maxCount: 1000, totalCount: 1000, rowLimitBytes: 1_000_000, totalLimitBytes: 100_000_000 }, say);
  const fleet = new FleetStore({ onListenerError: say });
  const metrics = createFleetMetrics({ devices: () => fleet.devices, version: '1', frontDoor: 'extension' });
  const bus = new InterAppBus({ onListenerError: say });
  const news = new Provisioning(fleet, bus);
  const credentials = (): Promise<{ user: string; password: string }> => Promise.resolve({ user, password });
  const client = new LtosClient({ deviceId: 'gm', origin, bypassProxy: false, credentials, pins: new Map(), observer: () => observedBy(sessions, metrics.observer) });
  const feed = new PollingFeed({ store: fleet, news, createClient: () => client, settings: () => defaultPollingSettings });
  const watching = new Watching({
    fleet,
    history,
    settings: { value: { ...defaultAlarmSettings, raiseAfterMs: 0 }, onDidChange: () => ({ dispose: () => undefined }) },
    dataLoss: () => undefined,
    clock: systemClock,
    onFault: say,
    onListenerError: say,
  });
  logStateChanges(fleet, log);
  logChanges(bus, fleet, log);
  deviceLines(fleet, say);
  const services = {
    fleet, feed, bus, sessions, log, diagnoses: new DeviceDiagnoses(), client: () => client, device: () => config, pins: new Map(),
    proxySettings: () => ({ proxySupport: 'off', proxy: '', noProxy: [], env: {} }), devices: { update: () => Promise.resolve() },
  } as unknown as Services;
  registerMessageHandlers(bus, services);
  onTestFinished(() => {
    feed.dispose();
    watching.dispose();
    news.dispose();
    bus.dispose();
  });

  feed.setDevices([config]);
  await vi.waitFor(() => {
    if (fleet.devices[0]?.slots.some(({ ptpInstances }) => ptpInstances.length > 0) !== true) {
      throw new Error('No instance yet.');
    }
  }, { timeout: 15_000, interval: 20 });

  const texts = new Map<string, string>();
  const failures: unknown[] = [];
  const attempt = async (action: () => Promise<unknown>): Promise<unknown> => {
    try {
      return await action();
    } catch (error) {
      failures.push(error);
      return undefined;
    }
  };
  await attempt(() => client.get('/api/status/redirect'));
  await attempt(() => client.get('/api/status/gone'));
  for (const message of [
    { name: 'getSnapshot', destination: 'chassis/gm' },
    { name: 'getRawData', destination: 'card/gm/io3' },
    { name: 'getRawData', destination: 'chassis/gm', data: { path: '/api/status/redirect' } },
    { name: 'listSessions', destination: 'chassis/gm' },
    { name: 'diagnose', destination: 'chassis/gm' },
    { name: 'refresh', destination: 'chassis/gm' },
  ]) {
    texts.set(`reply to ${message.name} of ${message.destination}`, JSON.stringify((await attempt(() => bus.receive(message, 'message', 'extension/acme.clock'))) ?? null));
  }
  const { devices } = fleet;
  const [device] = devices;
  texts.set('raw data', JSON.stringify(await readRawData(client, 'io3')));
  texts.set('diagnosis', diagnosisReport('GM', await diagnose({ origin, client, pins: new Map() })));
  texts.set('report', await deviceReport({ versions: {}, settings: {}, device: config, user, snapshot: device, client, problemsOf: () => [] }));

  const times = new LocalTimes('en');
  const recorded = sessions.sessions();
  const deviceName = (): string => 'GM';
  const detail = { tableId: 't', times, deviceName, sessions: () => recorded };
  texts.set('sessions as HAR', [...harChunks(recorded, { version: '1', deviceName })].join(''));
  texts.set('sessions as JSON', [...jsonChunks(recorded)].join(''));
  texts.set('sessions as CSV', [...columnCsvChunks(sessionColumns({ times, deviceName }), recorded)].join(''));
  texts.set('sessions as cURL', recorded.map(curlCommand).join('\n'));
  texts.set('sessions in a panel', JSON.stringify(recorded.map((session) => sessionDetail(session, detail))));
  texts.set('inter-app log', JSON.stringify([bus.communications, bus.handlers]));
  texts.set('inter-app as CSV', [...columnCsvChunks(communicationColumns({ times, deviceName }), bus.communications)].join(''));
  texts.set('snapshots of the API', JSON.stringify(devices));
  texts.set('metrics', await metrics.text());
  texts.set('alarms', JSON.stringify(watching.alarms.alarms) + watching.alarms.alarms.map((alarm) => alarmTooltip(alarm).value).join('\n'));
  texts.set('history', JSON.stringify([history.events(), [...history.entries('alarms')], [...history.entries('known')]]));
  texts.set('events as CSV', [...columnCsvChunks(eventColumns(times), history.events())].join(''));
  texts.set('graphs', JSON.stringify([drawRankings(devices, { rowCounts: {} }, String).drawing, drawTopology(devices, { deviceFilter: '', problemsOnly: false, toggled: [] }, { severityOfDevice: severityOfSampleDevice }).drawing]));
  texts.set(
    'tooltips',
    devices
      .flatMap((one) => [deviceTooltip(one, []), ...one.slots.flatMap((part) => [slotTooltip(one, part, 'normal', []), ...part.ptpInstances.map((instance) => instanceTooltip(one, part, instance, []))])])
      .map(({ value }) => value)
      .join('\n'),
  );
  texts.set('failures', failures.map((error) => `${faultText(error)} ${inspect(error, { depth: 10, showHidden: true })}`).join('\n'));
  texts.set('log', lines.join('\n'));
  return texts;
}
