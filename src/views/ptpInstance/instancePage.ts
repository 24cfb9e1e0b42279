import * as vscode from 'vscode';
import { rulesFor } from '../../alarms/subjectRules';
import type { AlarmSettings } from '../../alarms/alarmSettings';
import type { Alarms } from '../../model/alarm';
import { ownIdentity } from '../../model/bmcaEntrant';
import type { DeviceEventLog } from '../../model/deviceEvent';
import type { CounterReading } from '../../model/messageRates';
import type { PtpAddress } from '../../model/ptpAddress';
import type { Trend, TrendParameter, TrendSource } from '../../model/trend';
import type { BareContent, InstanceContent, InstanceReplies, InstanceRequest, LinkTarget } from '../../webview/instance/instanceMessages';
import type { Services } from '../services';
import { exportRows } from '../table/exportRows';
import { RaisedAlarms } from '../tree/raisedAlarms';
import { severityOfInstance } from '../tree/rowSeverity';
import { bareContent } from './bareContent';
import { chartsContent } from './chartsContent';
import { clientRow } from './clientRows';
import { instanceContent } from './instanceContent';
import { savePicture } from './savePicture';
import { findInstance, type ChartedInstance, type ShownInstance } from './shownInstance';
import { trendCsv } from './trendCsv';

/** Where a panel of a PTP instance has its data from. */
export interface InstanceSources {
  readonly services: Pick<Services, 'fleet' | 'log' | 'reveal'>;
  readonly trends: TrendSource;
  readonly events: Pick<DeviceEventLog, 'events' | 'onDidChange'>;
  readonly alarms: Pick<Alarms, 'alarms' | 'severityOf' | 'onDidChange'>;
  readonly alarmSettings: { readonly value: AlarmSettings };
}

const csvPoints = 1_000_000;
const linkCommands: Readonly<Record<Exclude<LinkTarget, 'tree'>, string>> = { eventLog: 'psx.showEventLog', bmca: 'psx.showBmca', rawData: 'psx.showRawData' };

/** What one panel shows of its instance, and what it does for its page. */
export class InstancePage {
  readonly address: PtpAddress;
  readonly #sources: InstanceSources;
  readonly #raised: RaisedAlarms;
  #counters: CounterReading | undefined;
  #countersBefore: CounterReading | undefined;

  constructor(address: PtpAddress, sources: InstanceSources) {
    this.address = address;
    this.#sources = sources;
    this.#raised = new RaisedAlarms(sources.alarms);
    this.lookAgain();
  }

  /** Notes the counters, whose growth makes rates. To be called when devices have changed. */
  lookAgain(): void {
    const { slot, instance } = findInstance(this.#sources.services.fleet.devices, this.address) ?? {};
    const counters = instance?.dataSets?.statistics.messageCounters;
    if (slot?.updatedAt !== undefined && counters !== undefined && slot.updatedAt !== this.#counters?.at) {
      this.#countersBefore = this.#counters;
      this.#counters = { at: slot.updatedAt, counters };
    }
  }

  content(): InstanceContent | BareContent {
    const { services, alarms } = this.#sources;
    const shown = this.#shown();
    if (shown !== undefined) {
      return instanceContent(shown, Date.now());
    }
    const device = services.fleet.devices.find(({ id }) => id === this.address.deviceId);
    const severity = alarms.severityOf(this.address, device?.communication.error === undefined ? 'information' : 'timeout');
    return bareContent(this.address, device, severity, Date.now());
  }

  /** Rejects with a `TableFault` that the person can read. */
  async answer(request: InstanceRequest): Promise<InstanceReplies[InstanceRequest['kind']]> {
    const { trends, events } = this.#sources;
    switch (request.kind) {
      case 'content':
        return this.content();
      case 'charts': {
        const toMs = request.toMs ?? Date.now();
        return chartsContent(this.#charted(), trends, events, { fromMs: toMs - request.spanMs, toMs, maxPoints: request.maxPoints });
      }
      case 'clients': {
        const clients = this.#found()?.instance.dataSets?.unicastClients ?? [];
        return { from: request.from, rows: clients.slice(request.from, request.from + request.count).map(clientRow), count: clients.length };
      }
      case 'link':
        await this.#follow(request.target);
        return {};
      case 'exportCsv':
        return saidOf(await this.#exportCsv(request.fromMs, request.toMs));
      case 'exportPng':
        return saidOf(await savePicture(`${this.#name()} ${request.chart === 'offset' ? 'offset from master' : 'mean path delay'}`, request.png));
    }
  }

  #found(): ReturnType<typeof findInstance> {
    return findInstance(this.#sources.services.fleet.devices, this.address);
  }

  /** What is known of it now, and the limits that hold for it by what it is called. */
  #charted(): ChartedInstance {
    const { services, alarmSettings } = this.#sources;
    const { deviceId, slotId, instanceId } = this.address;
    const found = this.#found();
    const device = services.fleet.devices.find(({ id }) => id === deviceId);
    const rules = rulesFor(alarmSettings.value, { device: device ?? { id: deviceId, name: deviceId }, slotId, instance: found?.instance ?? { id: instanceId, name: instanceId } });
    return { address: this.address, rules, ...(device === undefined ? {} : { device }), ...found };
  }

  #shown(): ShownInstance | undefined {
    const { alarms } = this.#sources;
    const found = this.#found();
    if (found === undefined) {
      return undefined;
    }
    const { device, slot, instance } = found;
    return {
      ...this.#charted(),
      ...found,
      // As in the tree: how old the data are is said beside it.
      severity: severityOfInstance(alarms, device.id, slot.slotId, instance),
      alarms: this.#raised.of(this.address),
      nameOf: (identity) => this.#clockName(identity),
      ...(this.#countersBefore === undefined ? {} : { countersBefore: this.#countersBefore }),
    };
  }

  #clockName(identity: string): string | undefined {
    for (const device of this.#sources.services.fleet.devices) {
      for (const slot of device.slots) {
        const instance = slot.ptpInstances.find((candidate) => ownIdentity(candidate) === identity);
        if (instance !== undefined) {
          return `${device.name} / ${slot.slotId} / ${instance.name}`;
        }
      }
    }
    return undefined;
  }

  #name(): string {
    const { device, instance } = this.#charted();
    const { slotId, instanceId } = this.address;
    return [device?.name, slotId, instance?.name ?? instanceId].filter((part) => part !== undefined).join(' ');
  }

  async #follow(target: LinkTarget): Promise<void> {
    const { deviceId, slotId, instanceId } = this.address;
    if (target === 'tree') {
      await this.#sources.services.reveal(deviceId, { slotId, instanceId });
    } else {
      await vscode.commands.executeCommand(linkCommands[target], target === 'bmca' ? undefined : { deviceId, ...(target === 'rawData' ? { slotId } : {}) });
    }
  }

  async #exportCsv(fromMs: number, toMs: number): Promise<string | undefined> {
    const { trends } = this.#sources;
    const name = this.#name();
    const parts = (parameter: TrendParameter): readonly Trend[] => trends.trendParts(this.address, parameter, fromMs, toMs, csvPoints);
    const exported = await exportRows({
      offers: [{ format: 'csv', label: 'CSV', detail: 'A table, for spreadsheets' }],
      choices: { format: 'csv' },
      placeHolder: '',
      name: `${name} history`,
      rows: () => [...trendCsv(parts('offsetFromMasterNs'), parts('meanPathDelayNs'))],
      describe: (lines) => `${Math.max(0, lines - 1)} times of ${name}`,
      chunks: (_format, lines) => lines,
    });
    return exported?.said;
  }
}

function saidOf(said: string | undefined): { readonly said?: string } {
  return { said: said ?? 'Not exported' };
}
