import type { Json, JsonObject } from '../model/json';
import type { DeviceTrees } from './api';
import type { ChassisMoment } from './chassisMoment';
import { configuration } from './configuration';
import { networkStatus } from './networkStatus';
import { notificationStatus } from './notificationStatus';
import { absentPowerSupply, lowNoiseOutput, powerSupply, processor, receiver } from './otherCards';
import { psxCard } from './psxCard';
import { type PtpInstanceSpec, ptpInstanceSpecs } from './ptpInstanceSpec';
import { ntpStatus, serviceStatus, syncMonitorStatus, syncTeamStatus } from './serviceStatus';
import type { SimulatorOptions } from './simulatorOptions';
import { systemInformation, systemStatus } from './systemStatus';
import { moduleInVariant } from './variants';
import type { VariantName } from './variantName';

/** Number of the first I/O slot that holds a PSX card: io3. */
export const firstPsxSlotNumber = 3;

interface PsxSlot {
  readonly slotId: string;
  readonly slotNumber: number;
  readonly instances: readonly PtpInstanceSpec[];
}

/** The chassis: which slots it has, what was taken out, and in which variant it answers. */
export class Chassis {
  variant: VariantName;
  readonly #psxSlots: readonly PsxSlot[];
  readonly #extraSlots: readonly string[];
  readonly #slotIds: ReadonlySet<string>;
  readonly #removedSlots = new Set<string>();
  readonly #removedInstances = new Map<string, Set<string>>();

  constructor(options: Pick<SimulatorOptions, 'variant' | 'psxCards' | 'instancesPerCard' | 'unicastClients' | 'extraSlots'>) {
    this.variant = options.variant ?? 'standard';
    this.#psxSlots = Array.from({ length: options.psxCards ?? 2 }, (_, index) => {
      const slotNumber = firstPsxSlotNumber + index;
      return { slotId: `io${slotNumber}`, slotNumber, instances: ptpInstanceSpecs(index, options.instancesPerCard, options.unicastClients) };
    });
    this.#extraSlots = Array.from({ length: options.extraSlots ?? 0 }, (_, index) => `esi${index + 1}`);
    const fixed = ['cpu', 'clk1', 'clk2', 'pwr1', 'pwr2', 'io1', 'io2'];
    this.#slotIds = new Set([...fixed, ...this.#psxSlots.map(({ slotId }) => slotId), ...this.#extraSlots]);
  }

  /** Takes a slot out, or puts it back. */
  setSlotPresent(slotId: string, present: boolean): void {
    if (!this.#slotIds.has(slotId)) {
      throw new RangeError(`The simulated chassis has no slot ${slotId}.`);
    }
    toggle(this.#removedSlots, slotId, !present);
  }

  /** Takes a PTP instance off its card, or puts it back. */
  setInstancePresent(slotId: string, instanceId: string, present: boolean): void {
    const slot = this.#psxSlots.find((candidate) => candidate.slotId === slotId);
    if (!slot?.instances.some(({ objectId }) => objectId === instanceId)) {
      throw new RangeError(`The simulated chassis has no PTP instance ${instanceId} in slot ${slotId}.`);
    }
    const removed = this.#removedInstances.get(slotId) ?? new Set();
    toggle(removed, instanceId, !present);
    this.#removedInstances.set(slotId, removed);
  }

  /** Status and configuration at a moment. */
  trees(moment: ChassisMoment): DeviceTrees {
    return {
      systemInformation: systemInformation(moment),
      root: { status: this.#status(moment), configuration: configuration(this.#configuredSlots()) },
    };
  }

  #status(moment: ChassisMoment): JsonObject {
    return {
      'object-id': 'status',
      ...(moment.apiVersion !== '' && { 'rest-api': { 'api-version': moment.apiVersion } }),
      system: systemStatus(moment),
      notification: notificationStatus(moment),
      network: networkStatus(moment),
      services: serviceStatus(),
      chassis0: {
        model: 'M3000',
        'serial-number': '030111008700',
        'backplane-revision': 'V41',
        'firmware-image': moment.firmware,
        'slot-layout': '2,14',
        slots: this.#slots(moment),
      },
      ntp: ntpStatus(moment),
      syncmon: syncMonitorStatus(moment),
      syncteam: syncTeamStatus(),
    };
  }

  /** The slots in the order in which the chassis lists them, which is not that of their positions. */
  #slots(moment: ChassisMoment): Json {
    const slots = [
      slot('pwr1', 'pwr', 0, powerSupply()),
      slot('pwr2', 'pwr', 1, absentPowerSupply()),
      slot('cpu', 'cpu', 4, processor(moment.firmware, moment.nowMs)),
      slot('clk1', 'clk', 2, receiver(moment.scenario, moment.nowMs)),
      slot('clk2', 'clk', 3),
      slot('io1', 'io', 5, lowNoiseOutput()),
      slot('io2', 'io', 6),
      ...this.#psxSlots.map((psxSlot) => {
        const position = 4 + psxSlot.slotNumber;
        return slot(psxSlot.slotId, 'io', position, this.#psxModule(psxSlot, moment));
      }),
      ...this.#extraSlots.map((slotId, index) => slot(slotId, 'esi', 40 + index, lowNoiseOutput())),
    ].filter((candidate) => !this.#removedSlots.has(candidate.slotId));
    return this.variant === 'slotsAsMap'
      ? Object.fromEntries(slots.map(({ slotId, node }) => [slotId, node]))
      : slots.map(({ node }) => node);
  }

  #psxModule({ slotId, slotNumber, instances }: PsxSlot, moment: ChassisMoment): JsonObject | undefined {
    const standard = psxCard({
      slotNumber,
      instances,
      removedInstances: this.#removedInstances.get(slotId) ?? new Set(),
      isScenarioCard: slotNumber === firstPsxSlotNumber,
      scenario: moment.scenario,
      nowMs: moment.nowMs,
      uptimeSeconds: moment.uptimeSeconds,
    });
    return moduleInVariant(standard, this.variant, slotNumber === firstPsxSlotNumber);
  }

  #configuredSlots(): { slotId: string; instances: readonly PtpInstanceSpec[] }[] {
    return this.#psxSlots
      .filter(({ slotId }) => !this.#removedSlots.has(slotId))
      .map(({ slotId, instances }) => ({ slotId, instances }));
  }
}

function slot(slotId: string, slotType: string, position: number, module?: JsonObject): { slotId: string; node: JsonObject } {
  const node = {
    'object-id': slotId,
    'slot-id': slotId,
    'slot-type': slotType,
    'slot-position': `0,${position},1`,
    'slot-orientation': 'vertical',
    ...(module && { module }),
  };
  return { slotId, node };
}

function toggle(set: Set<string>, member: string, present: boolean): void {
  if (present) {
    set.add(member);
  } else {
    set.delete(member);
  }
}
