import { createRequire } from 'node:module';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type * as MetricsBundle from '../metrics';
import { defaultMetricsAddress, defaultMetricsPort } from '../metrics/defaultEndpoint';
import type { RequestObserver } from '../model/httpRequest';
import type { FleetStore } from '../polling/fleetStore';
import type { SharedFeed } from '../windows/sharedFeed';
import { readWholeNumber } from './wholeNumberSetting';
import { withoutLinks } from './withoutLinks';

const section = 'psx.metrics';

export interface MetricsEndpointOptions {
  readonly fleet: Pick<FleetStore, 'devices'>;
  readonly log: vscode.LogOutputChannel;
  readonly extension: Pick<vscode.Extension<unknown>, 'extensionPath' | 'packageJSON'>;
  /** Whoever polls: a window that follows another one sees no requests, and leaves the metrics to it. */
  readonly poller: Pick<SharedFeed, 'state' | 'onDidChangeState'>;
  /** Loads the bundle, which holds what nobody needs who serves no metrics. */
  readonly load?: () => typeof MetricsBundle;
  /** How often a window looks whether the port that another one has is free, after the first few times. Default: 10 s. */
  readonly takeOverMs?: number;
}

interface MetricsSettings {
  readonly enabled: boolean;
  readonly address: string;
  readonly port: number;
}

interface Serving {
  readonly metrics: MetricsBundle.FleetMetrics;
  readonly server: MetricsBundle.MetricsServer;
}

/** A window that ends, or that woke up and follows this one, gives the port back within a few looks at it; … */
const soonMs = 1_000;
/** … what still has it after so many is worth a word. */
const fewTries = 3;

/**
 * Serves the metrics of the fleet to Prometheus while the setting `psx.metrics.enabled` says so. Of several windows one serves; the others
 * wait until it ends.
 */
export class MetricsEndpoint implements vscode.Disposable {
  readonly #options: MetricsEndpointOptions;
  readonly #subscriptions: vscode.Disposable;
  /** What was asked for last; nothing while no metrics are to be served. */
  #wanted: MetricsSettings | undefined;
  #serving: Serving | undefined;
  #takeOver: NodeJS.Timeout | undefined;
  /** How often the port was found taken, and by whom. */
  #taken = { byUs: 0, byOthers: 0 };
  /** One change at a time: the old port is free before the new server asks for it. */
  #changing: Promise<void> = Promise.resolve();
  #isDisposed = false;

  constructor(options: MetricsEndpointOptions) {
    this.#options = options;
    this.#subscriptions = vscode.Disposable.from(
      options.poller.onDidChangeState(() => this.#follow()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(section)) {
          this.#follow();
        }
      }),
    );
    this.#follow();
  }

  /** Who counts the requests; nobody while no metrics are served. */
  get observer(): RequestObserver | undefined {
    return this.#serving?.metrics.observer;
  }

  /** Resolves when the last change of the settings has taken effect. */
  get settled(): Promise<void> {
    return this.#changing;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#subscriptions.dispose();
    this.#follow();
  }

  /** Makes true what the settings say when it is its turn: of several changes at once only the last one counts. */
  #follow(): void {
    this.#changing = this.#changing.then(async () => {
      const isServer = !this.#isDisposed && this.#options.poller.state !== 'following';
      const settings = isServer ? readSettings() : undefined;
      const wanted = settings?.enabled === true ? settings : undefined;
      if (JSON.stringify(wanted) !== JSON.stringify(this.#wanted)) {
        this.#wanted = wanted;
        this.#taken = { byUs: 0, byOthers: 0 };
        await this.#stop();
        if (wanted !== undefined) {
          await this.#start(wanted);
        }
      }
    });
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#takeOver);
    const serving = this.#serving;
    this.#serving = undefined;
    if (serving !== undefined) {
      await serving.server.close();
      if (!this.#isDisposed) {
        this.#options.log.info(`Metrics are no longer served at ${serving.server.url}.`);
      }
    }
  }

  /** Never rejects. */
  async #start(settings: MetricsSettings): Promise<void> {
    const { fleet, log, extension, load = () => loadBundle(extension.extensionPath) } = this.#options;
    const { address, port } = settings;
    let bundle: typeof MetricsBundle | undefined;
    try {
      bundle = load();
      const { version } = extension.packageJSON as { version: string };
      const metrics = bundle.createFleetMetrics({ devices: () => fleet.devices, version, frontDoor: 'extension' });
      const server = await bundle.startMetricsServer({ metrics, address, port, onError: (error) => log.error('The metrics could not be served.', error) });
      this.#serving = { metrics, server };
      log.info(`Metrics are served at ${server.url}.`);
      if (!server.isLoopback) {
        this.#warnOfOthers(server.url);
      }
    } catch (error) {
      if (bundle === undefined || !(error instanceof bundle.MetricsServerError)) {
        log.error('The metrics cannot be served.', error);
        this.#tellFailure('See the log of PSX Explorer for details.');
      } else if (error.kind === 'addressInUse') {
        this.#tellTaken(settings, error, await bundle.isServedByUs(address, port));
        this.#standBy(settings);
      } else {
        log.error(`The metrics cannot be served. ${error.message} ${error.hint}`);
        this.#tellFailure(`${error.message} ${error.hint}`);
      }
    }
  }

  /** Each of it once: the port is looked at again and again. */
  #tellTaken({ address, port }: MetricsSettings, { message, hint }: MetricsBundle.MetricsServerError, isByUs: boolean): void {
    if (isByUs) {
      this.#taken.byUs += 1;
      if (this.#taken.byUs === 1) {
        this.#options.log.info(`Another window, or psx-exporter, serves the metrics at port ${port} of ${address}. This window takes over when it ends.`);
      }
      return;
    }
    this.#taken.byOthers += 1;
    if (this.#taken.byOthers === fewTries) {
      const reason = `${message} ${hint} Until then it is tried again every ${Math.round(this.#takeOverMs / 1000)} s.`;
      this.#options.log.error(`The metrics cannot be served. ${reason}`);
      this.#tellFailure(reason);
    }
  }

  /** Every window of this person has the same settings; one of them can have the port. One that hangs keeps it, and does not answer. */
  #standBy(settings: MetricsSettings): void {
    const { byUs, byOthers } = this.#taken;
    this.#takeOver = setTimeout(
      () => {
        this.#changing = this.#changing.then(async () => {
          if (this.#wanted === settings && !this.#isDisposed) {
            await this.#start(settings);
          }
        });
      },
      byUs + byOthers < fewTries ? Math.min(soonMs, this.#takeOverMs) : this.#takeOverMs,
    );
  }

  get #takeOverMs(): number {
    return this.#options.takeOverMs ?? 10_000;
  }

  #tellFailure(reason: string): void {
    void this.#offer(vscode.window.showErrorMessage(withoutLinks(`The metrics cannot be served. ${reason}`), openSettings, showLog));
  }

  #warnOfOthers(url: string): void {
    const text = `The metrics at ${url} can be read by every computer that reaches this one: there is no log-in.`;
    this.#options.log.warn(text);
    const hint = `Set psx.metrics.address to ${defaultMetricsAddress}, or let a firewall allow Prometheus only.`;
    void this.#offer(vscode.window.showWarningMessage(withoutLinks(`${text} ${hint}`), openSettings, showLog));
  }

  async #offer(answer: Thenable<string | undefined>): Promise<void> {
    const action = await answer;
    if (action === openSettings) {
      await vscode.commands.executeCommand('workbench.action.openSettings', section);
    } else if (action === showLog) {
      this.#options.log.show();
    }
  }
}

const openSettings = 'Open Settings';
const showLog = 'Show Log';

function readSettings(): MetricsSettings {
  const settings = vscode.workspace.getConfiguration(section);
  const address = settings.get<unknown>('address');
  return {
    enabled: settings.get<unknown>('enabled') === true,
    address: typeof address === 'string' && address.trim() !== '' ? address.trim() : defaultMetricsAddress,
    port: readWholeNumber({ section, key: 'port', fallback: defaultMetricsPort, min: 1, max: 65_535 }),
  };
}

function loadBundle(extensionPath: string): typeof MetricsBundle {
  const load = createRequire(path.join(extensionPath, 'dist', 'extension.js'));
  return load('./metrics.js') as typeof MetricsBundle;
}
