import * as vscode from 'vscode';
import { subjectKey, type PtpAddress } from '../../model/ptpAddress';
import type { Services } from '../services';
import { showGonePage } from '../table/tablePanel';
import { InstancePage, type InstanceSources } from './instancePage';
import { InstancePanel } from './instancePanel';
import { findInstance } from './shownInstance';

export interface InstancePanelsOptions extends InstanceSources {
  readonly services: Pick<Services, 'devices' | 'fleet' | 'log' | 'panelDemand' | 'reveal'>;
  readonly extensionUri: vscode.Uri;
}

const viewType = 'psx.ptpInstance';

/** The panels "PTP Instance", one for each instance. Brings them back after a reload of the window, when the devices are not known yet. */
export class InstancePanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #options: InstancePanelsOptions;
  readonly #panels = new Map<string, InstancePanel>();
  readonly #subscriptions: readonly { dispose(): unknown }[];

  constructor(options: InstancePanelsOptions) {
    this.#options = options;
    const { services, alarms, events, trends } = options;
    this.#subscriptions = [
      vscode.window.registerWebviewPanelSerializer(viewType, this),
      services.fleet.onDidChange(() => this.#onDevices()),
      services.devices.onDidChange(() => this.#closeUnconfigured()),
      alarms.onDidChange(() => this.#panels.forEach((panel) => panel.contentChanged())),
      events.onDidChange(() => this.#panels.forEach((panel) => panel.chartsChanged())),
      trends.onDidAppend(() => this.#panels.forEach((panel) => panel.chartsChanged())),
    ];
  }

  /** Opens the panel of an instance, or shows the one that is open. */
  show(address: PtpAddress): void {
    const open = this.#panels.get(subjectKey(address));
    if (open === undefined) {
      this.#fill(vscode.window.createWebviewPanel(viewType, this.#title(address), vscode.ViewColumn.Active), address);
    } else {
      open.reveal();
    }
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const address = addressIn(state);
    if (address === undefined || !this.#isConfigured(address)) {
      showGonePage(panel, gone);
    } else if (this.#panels.has(subjectKey(address))) {
      panel.dispose();
    } else {
      this.#fill(panel, address);
    }
    return Promise.resolve();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
    this.#panels.forEach((panel) => panel.dispose());
    this.#panels.clear();
  }

  #fill(panel: vscode.WebviewPanel, address: PtpAddress): void {
    const key = subjectKey(address);
    const { extensionUri, services } = this.#options;
    const page = new InstancePage(address, this.#options);
    const filled = new InstancePanel({ panel, extensionUri, subject: key, title: this.#title(address), page, log: services.log });
    this.#panels.set(key, filled);
    panel.onDidChangeViewState(() => this.#demand());
    panel.onDidDispose(() => {
      filled.dispose();
      if (this.#panels.get(key) === filled) {
        this.#panels.delete(key);
        this.#demand();
      }
    });
    this.#demand();
  }

  /** A panel that can be seen asks for fresh data of its device. */
  #demand(): void {
    const visible = [...this.#panels.values()].filter(({ isVisible }) => isVisible);
    this.#options.services.panelDemand.show(this, visible.map(({ page }) => page.address.deviceId));
  }

  #onDevices(): void {
    for (const panel of this.#panels.values()) {
      panel.page.lookAgain();
      panel.setTitle(this.#title(panel.page.address));
      panel.contentChanged();
    }
  }

  #closeUnconfigured(): void {
    for (const [key, panel] of this.#panels) {
      if (!this.#isConfigured(panel.page.address)) {
        this.#panels.delete(key);
        panel.showGone(gone);
      }
    }
    this.#demand();
  }

  #isConfigured({ deviceId }: PtpAddress): boolean {
    return this.#options.services.devices.known.some(({ id }) => id === deviceId);
  }

  #title(address: PtpAddress): string {
    const { device, instance } = findInstance(this.#options.services.fleet.devices, address) ?? {};
    return device === undefined || instance === undefined ? `PTP instance ${address.instanceId}` : `${instance.name} · ${device.name} / ${address.slotId}`;
  }
}

const gone = {
  title: 'PTP Instance',
  message: 'The device of this panel is not configured any more.',
  hint: 'Close this panel. What happened to the instance is still in the event log of all devices.',
} as const;

/** From the key that the page kept. */
function addressIn(state: unknown): PtpAddress | undefined {
  const subject = typeof state === 'object' && state !== null && 'subject' in state ? state.subject : undefined;
  if (typeof subject !== 'string') {
    return undefined;
  }
  try {
    const [deviceId, slotId, kind, instanceId] = subject.split('/').map(decodeURIComponent);
    return deviceId !== undefined && slotId !== undefined && kind === 'ptp' && instanceId !== undefined ? { deviceId, slotId, instanceId } : undefined;
  } catch {
    return undefined;
  }
}
