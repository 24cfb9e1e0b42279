import type * as vscode from 'vscode';
import type { InterAppBus } from '../interapp/interAppBus';
import type { LtosApi } from '../ltos/ltosApi';
import type { ProxySettings } from '../ltos/proxy';
import type { DeviceConfig } from '../model/deviceConfig';
import type { DeviceFeed } from '../polling/deviceFeed';
import type { FleetStore } from '../polling/fleetStore';
import type { SessionLogs } from '../sessions/sessionLogs';
import type { CertificatePinStore } from './certificatePinStore';
import type { CredentialStore } from './credentialStore';
import type { DeviceSettings } from './deviceSettings';
import type { RevealOptions } from './fleetView';
import type { DeviceDiagnoses } from './messageHandlers/deviceDiagnoses';
import type { PanelDemand } from './panelDemand';
import type { TextDocuments } from './textDocuments';

/** What the commands and views of this extension work with; put together once, in `extension.ts`. */
export interface Services {
  readonly fleet: FleetStore;
  readonly feed: DeviceFeed;
  /** Told by every kind of panel which devices it shows. */
  readonly panelDemand: PanelDemand;
  readonly devices: DeviceSettings;
  readonly credentials: CredentialStore;
  readonly pins: CertificatePinStore;
  readonly documents: TextDocuments;
  /** Where commands, links, tools and other extensions meet devices. */
  readonly bus: InterAppBus;
  /** The whole results of the diagnoses that messages asked for. */
  readonly diagnoses: DeviceDiagnoses;
  /** Every request that was recorded. */
  readonly sessions: SessionLogs;
  readonly log: vscode.LogOutputChannel;
  /** The one client of a configured device: whoever asks shares its queue. */
  client(deviceId: string): LtosApi | undefined;
  /** The configuration of a device by its id. */
  device(deviceId: string): DeviceConfig | undefined;
  /** VS Code's proxy settings as they are now. */
  proxySettings(): ProxySettings;
  /** Shows a device, or one of its slots or PTP instances, in the tree, selected, and takes the focus there unless told not to. */
  reveal(deviceId: string, options?: RevealOptions): Promise<void>;
}
