import * as vscode from 'vscode';
import type { PsxExplorerApi } from './api';
import { History } from './history/history';
import { InterAppBus } from './interapp/interAppBus';
import type { LtosApi } from './ltos/ltosApi';
import type { RequestObserver } from './model/httpRequest';
import { systemClock } from './polling/clock';
import { FleetStore } from './polling/fleetStore';
import { PollingFeed } from './polling/pollingFeed';
import { Provisioning } from './polling/provisioning';
import { SessionLogs } from './sessions/sessionLogs';
import { registerAlarms } from './views/alarms';
import { CertificatePinStore } from './views/certificatePinStore';
import { logChanges } from './views/changeLog';
import { ClientRegistry } from './views/clientRegistry';
import { registerCommands } from './views/commands';
import { CredentialStore } from './views/credentialStore';
import { trackDemand } from './views/demandTracker';
import { DeviceSettings } from './views/deviceSettings';
import { registerEventLog } from './views/eventLog';
import { exportApi } from './views/exportedApi';
import { showFault } from './views/faultText';
import { FleetView } from './views/fleetView';
import { registerGraphPanels } from './views/graphPanels';
import { reportHistoryProblems } from './views/historyProblems';
import { historyPace, historyRetention, onDidChangeHistorySettings } from './views/historySettings';
import { registerHttpSessions } from './views/httpSessions';
import { isRecording, keepSessionSettings, sessionLimits } from './views/httpSessions/sessionSettings';
import { registerInterApp } from './views/interApp';
import { keepFeedCurrent } from './views/keepFeedCurrent';
import { DeviceDiagnoses } from './views/messageHandlers';
import { registerMessaging } from './views/messaging';
import { MetricsEndpoint } from './views/metricsEndpoint';
import { PanelDemand } from './views/panelDemand';
import { keepPollingSettings, pollingSettings, proxySettings } from './views/pollingConfiguration';
import { registerPtpInstancePanels } from './views/ptpInstance';
import { observedBy } from './views/requestObservers';
import type { Services } from './views/services';
import { historyDuty, sharePolling } from './views/sharedPolling';
import { reportSettingsProblems, reportWatchSettingsProblems } from './views/settingsProblems';
import { SimulatedDevice } from './views/simulatedDevice';
import { logStateChanges } from './views/stateLog';
import { StatusBar } from './views/statusBar';
import { TextDocuments } from './views/textDocuments';
import { recentDataLoss } from './views/watchDataLoss';
import { Watching } from './views/watching';
import { WatchSettings } from './views/watchSettings';

/** Puts the parts together. Synchronous: waits for no network, keyring or migration. */
export function activate(context: vscode.ExtensionContext): PsxExplorerApi {
  const own = <T extends { dispose(): unknown }>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };
  const log = own(vscode.window.createOutputChannel('PSX Explorer', { log: true }));
  own(keepPollingSettings());
  own(keepSessionSettings());
  const devices = own(new DeviceSettings());
  const credentials = own(new CredentialStore(context.secrets));
  const pins = own(new CertificatePinStore(context.globalState));
  const sessions = new SessionLogs(sessionLimits(), (error) => log.error('A reader of the HTTP sessions failed.', error));
  const clients = new ClientRegistry(credentials, pins, (): RequestObserver | undefined => observedBy(isRecording() ? sessions : undefined, metrics.observer));
  const fleet = new FleetStore({ onListenerError: (error) => log.error('A reader of the device store failed.', error) });
  const bus = own(new InterAppBus({ onListenerError: (error) => log.error('A reader of the inter-app traffic failed.', error) }));
  const news = own(new Provisioning(fleet, bus));
  const polling = new PollingFeed({ store: fleet, news, createClient: (config) => clients.create(config), settings: pollingSettings });
  const client = (deviceId: string): LtosApi | undefined => clients.get(deviceId);
  const holdsEntry = (origin: string, entry: string): Promise<boolean | undefined> => credentials.holdsEntry(origin, entry);
  const feed = own(sharePolling({ store: fleet, news, polling, client, holdsEntry, sessions }, context, log));
  const metrics = own(new MetricsEndpoint({ fleet, log, extension: context.extension, poller: feed }));
  const history = own(
    new History({
      folder: context.globalStorageUri.fsPath,
      clock: systemClock,
      retention: historyRetention(),
      opensByItself: false,
      ...historyPace(() => devices.configs),
      duty: () => historyDuty(feed.state),
      isOwnDevice: (deviceId) => feed.isRest(deviceId),
      onProblem: (text) => log.warn(text),
    }),
  );
  const watchSettings = own(new WatchSettings());
  const watching = own(
    new Watching({
      fleet,
      history,
      settings: watchSettings,
      dataLoss: (deviceId) => (isRecording() ? recentDataLoss(sessions.newestFirst(deviceId)) : undefined),
      clock: systemClock,
      onFault: (error) => showFault({ log }, 'Alarms are not watched for now', error),
      onListenerError: (error) => log.error('A reader of the alarms failed.', error),
    }),
  );
  const { alarms } = watching;

  own(devices.onDidRemove((deviceId) => watching.forgetDevice(deviceId)));
  own(logStateChanges(fleet, log));
  own(logChanges(bus, fleet, log));
  own(reportSettingsProblems(devices, log));
  own(reportWatchSettingsProblems(watchSettings, log));
  own(reportHistoryProblems(history, log));
  own(onDidChangeHistorySettings(() => history.setRetention(historyRetention())));
  own(new StatusBar(fleet, alarms));
  const view = own(new FleetView(fleet, alarms));
  const services: Services = {
    fleet,
    feed,
    panelDemand: new PanelDemand(feed),
    bus,
    diagnoses: new DeviceDiagnoses(),
    devices,
    credentials,
    pins,
    documents: own(new TextDocuments()),
    sessions,
    log,
    client: (deviceId) => feed.client(deviceId),
    device: (deviceId) => devices.configs.find(({ id }) => id === deviceId),
    proxySettings,
    reveal: (deviceId, options) => view.reveal(deviceId, options),
  };
  own(registerCommands(services));
  own(registerHttpSessions(services, context.extensionUri));
  own(registerInterApp(bus, services, context.extensionUri));
  own(registerGraphPanels(services, context.extensionUri, alarms));
  const { view: alarmsView } = own(registerAlarms(services, { alarms, states: history, clock: systemClock }, (deviceId) => feed.isNotifierOf(deviceId)));
  own(trackDemand(feed, [view, alarmsView]));
  own(registerPtpInstancePanels({ services, extensionUri: context.extensionUri, trends: history, events: history, alarms, alarmSettings: watchSettings }));
  own(registerEventLog(services, context.extensionUri, history));
  const { messages } = own(registerMessaging(services, context.globalState));
  const simulated = own(new SimulatedDevice(services, context.extensionPath));
  own(keepFeedCurrent(services));
  void simulated.resume().catch((error: unknown) => log.error('The simulated device could not be started again.', error));
  const exported = own(exportApi({ fleet, sessions, bus, messages, onListenerError: (error) => log.error('A listener of onDidChangeDevices failed.', error) }));
  return exported.api;
}
