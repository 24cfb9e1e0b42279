import type { AlarmParameter } from '../model/alarm';
import type { Subject } from '../model/ptpAddress';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../model/snapshot';
import type { AlarmSettings } from './alarmSettings';
import { deviceVerdicts, type DataLoss } from './deviceRules';
import { freshnessOf, isListRead, isStale, isWhole, listReadAt, type Freshness } from './freshness';
import { instanceVerdicts, missingInstance } from './instanceRules';
import type { KnownDevice, KnownSlot } from './knownDevice';
import { MessageRateWatch } from './messageRateWatch';
import { PathDelayMedian } from './pathDelayMedian';
import { isUsing, missingModule, missingPort, portVerdicts, slotVerdicts } from './slotRules';
import { rulesFor, type SubjectRules } from './subjectRules';
import type { Verdict, Verdicts } from './verdict';

/** What there is to know about a device beside its snapshot. */
export interface JudgeContext {
  readonly settings: AlarmSettings;
  /** What was last known of it. */
  readonly known?: KnownDevice;
  readonly dataLoss?: DataLoss;
}

/** What was found about one subject. `hold`: nobody knows at present. */
export interface Judgement {
  readonly subject: Subject;
  /** From the device downwards. */
  readonly names: readonly string[];
  readonly verdicts: Verdicts | 'hold';
  /** When the answer came that it was found in, milliseconds since the epoch; absent: with the last one of the device. */
  readonly answeredAt?: number;
  readonly isMasked: (parameter: AlarmParameter) => boolean;
}

/** What was found about a device. A subject of which nothing changed is not in it. */
export interface Judgements {
  readonly found: readonly Judgement[];
  readonly freshness: Freshness;
}

/** Judges one device: applies the rules to what changed since the last time. */
export class DeviceJudge {
  /** Each slot as it was when it was last judged. */
  readonly #judged = new Map<string, SlotSnapshot>();
  readonly #pathDelays = new Map<string, PathDelayMedian>();
  readonly #messageRates = new Map<string, MessageRateWatch>();
  #settings: AlarmSettings | undefined;
  #wasOld = false;

  judge(device: DeviceSnapshot, context: JudgeContext): Judgements {
    const { settings, known, dataLoss } = context;
    const freshness = freshnessOf(device);
    const isAnew = settings !== this.#settings || this.#wasOld;
    const rules = rulesFor(settings, { device });
    const found: Judgement[] = [judgement({ deviceId: device.id }, [device.name], deviceVerdicts(device, rules, known?.condition, dataLoss), rules)];
    if (freshness === 'fresh') {
      this.#settings = settings;
      this.#wasOld = false;
      for (const slot of device.slots) {
        const isNews = this.#judged.get(slot.slotId) !== slot;
        // The answer that confirms that a card is gone changes nothing of its slot.
        if (isNews || isAnew || slot.missingSince !== undefined) {
          this.#judged.set(slot.slotId, slot);
          const at = answeredAt(device, slot.slotId);
          found.push(...this.#slotJudgements(device, slot, context, isNews).map((judged) => ({ ...judged, ...at })));
        }
      }
      found.push(...unlistedJudgements(device, context));
    }
    this.#wasOld ||= freshness === 'old';
    return { found, freshness };
  }

  #slotJudgements(device: DeviceSnapshot, slot: SlotSnapshot, { settings, known }: JudgeContext, isNews: boolean): readonly Judgement[] {
    const { slotId } = slot;
    const names = [device.name, slotId];
    const rules = rulesFor(settings, { device, slotId });
    const isOld = isStale(slot);
    const knownSlot = known?.slots.find(({ id }) => id === slotId);
    const own = judgement({ deviceId: device.id, slotId }, names, slotVerdicts(slot, rules, isOld), rules);
    const ports = (slot.ports ?? []).map((port) => {
      const subject = { deviceId: device.id, slotId, portId: port.id };
      return judgement(subject, [...names, port.id], isOld ? 'hold' : portVerdicts(port, slot, knownSlot, rules), rules);
    });
    const instances = slot.ptpInstances.map((instance) => {
      const subject = { deviceId: device.id, slotId, instanceId: instance.id };
      const ownRules = rulesFor(settings, { device, slotId, instance });
      const verdicts = isOld ? 'hold' : this.#instanceVerdicts(slot, instance, ownRules, knownSlot, isNews);
      return judgement(subject, [...names, instance.name], verdicts, ownRules);
    });
    return [own, ...ports, ...instances];
  }

  #instanceVerdicts(slot: SlotSnapshot, instance: PtpInstanceSnapshot, rules: SubjectRules, known: KnownSlot | undefined, isNews: boolean): Verdicts {
    const key = JSON.stringify([slot.slotId, instance.id]);
    const pathDelay = this.#pathDelays.get(key) ?? new PathDelayMedian();
    const { portState, meanPathDelayNs, running, missingSince } = instance;
    if (isNews && portState === 'SLAVE' && running !== false && missingSince === undefined && meanPathDelayNs !== undefined && slot.updatedAt !== undefined) {
      this.#pathDelays.set(key, pathDelay);
      pathDelay.add(instance, meanPathDelayNs, slot.updatedAt);
    }
    const messageRates = this.#messageRates.get(key) ?? new MessageRateWatch();
    if (isNews && running !== false && missingSince === undefined && slot.updatedAt !== undefined) {
      this.#messageRates.set(key, messageRates);
      messageRates.add(instance, slot.updatedAt);
    }
    return instanceVerdicts(instance, rules, {
      followed: known?.instances.find(({ id }) => id === instance.id)?.followed,
      pathDelay,
      messageRates,
      isLinkItsOwn: !(slot.ports ?? []).some((port) => isUsing(instance, port)),
      isSlotMissing: slot.missingSince !== undefined,
    });
  }
}

/** Whether a slot, a port or an instance is known to be gone and no longer shown in the tree, as it went before a reload. */
export function isUnlisted(device: DeviceSnapshot, known: KnownDevice | undefined, { slotId, instanceId, portId }: Subject): boolean {
  const slot = device.slots.find((candidate) => candidate.slotId === slotId);
  const knownSlot = known?.slots.find(({ id }) => id === slotId);
  if (instanceId === undefined && portId === undefined) {
    return knownSlot?.missingSince !== undefined && slot?.missingSince === undefined;
  }
  const isMember = ({ id }: { readonly id: string }): boolean => id === (instanceId ?? portId);
  const knownMember = (instanceId === undefined ? knownSlot?.ports : knownSlot?.instances)?.find(isMember);
  const listed = instanceId === undefined ? slot?.ports : slot?.ptpInstances;
  return knownSlot?.present === true && knownMember?.missingSince !== undefined && listed?.some(isMember) !== true;
}

/** Whether a subject is neither in the current data of its device nor known to be missing from them, so that nothing can be wrong with it any more. */
export function isGone(device: DeviceSnapshot, known: KnownDevice | undefined, subject: Subject): boolean {
  const { slotId, instanceId, portId } = subject;
  if (slotId === undefined || isUnlisted(device, known, subject)) {
    return false;
  }
  const slot = device.slots.find((candidate) => candidate.slotId === slotId);
  if (slot === undefined) {
    return isListRead(device.slots);
  }
  if (!isWhole(slot, device)) {
    return false;
  }
  const isIn = (list: readonly { readonly id: string }[], id: string): boolean => list.some((member) => member.id === id);
  // A card that says nothing about its ports may have them still, as long as they are known.
  const ports = slot.ports ?? known?.slots.find(({ id }) => id === slotId)?.ports;
  return (instanceId !== undefined && !isIn(slot.ptpInstances, instanceId)) || (portId !== undefined && ports !== undefined && !isIn(ports, portId));
}

/** What is known to be gone and no longer shown as missing. */
function unlistedJudgements(device: DeviceSnapshot, { settings, known }: JudgeContext): readonly Judgement[] {
  const found: Judgement[] = [];
  for (const slot of known?.slots ?? []) {
    const { id: slotId, isPsx, missingSince } = slot;
    const subject = { deviceId: device.id, slotId };
    if (missingSince !== undefined && isUnlisted(device, known, subject)) {
      found.push(lossJudgement(device, subject, [device.name, slotId], missingModule(isPsx, missingSince), rulesFor(settings, { device, slotId })));
    }
    for (const { id: portId, missingSince: portMissingSince } of slot.ports) {
      const own = { deviceId: device.id, slotId, portId };
      if (portMissingSince !== undefined && isUnlisted(device, known, own)) {
        found.push(lossJudgement(device, own, [device.name, slotId, portId], missingPort(portMissingSince), rulesFor(settings, { device, slotId })));
      }
    }
    for (const instance of slot.instances) {
      const own = { deviceId: device.id, slotId, instanceId: instance.id };
      if (instance.missingSince !== undefined && isUnlisted(device, known, own)) {
        const names = [device.name, slotId, instance.name];
        found.push(lossJudgement(device, own, names, missingInstance(instance.missingSince), rulesFor(settings, { device, slotId, instance })));
      }
    }
  }
  return found;
}

function lossJudgement(device: DeviceSnapshot, subject: Subject, names: readonly string[], loss: Verdict, rules: SubjectRules): Judgement {
  const found = judgement(subject, names, new Map([['presence', rules.watchesStates ? loss : 'unwatched']]), rules);
  return { ...found, ...answeredAt(device, subject.slotId) };
}

/** When the device last told about a slot: of a missing one only the list of the slots tells. */
function answeredAt({ slots }: DeviceSnapshot, slotId: string | undefined): Pick<Judgement, 'answeredAt'> {
  const slot = slots.find((candidate) => candidate.slotId === slotId);
  const at = slot !== undefined && slot.missingSince === undefined ? slot.updatedAt : listReadAt(slots);
  return at === undefined ? {} : { answeredAt: at };
}

function judgement(subject: Subject, names: readonly string[], verdicts: Verdicts | 'hold', { isMasked, chosenSeverity }: SubjectRules): Judgement {
  return { subject, names, verdicts: verdicts === 'hold' || chosenSeverity === undefined ? verdicts : graded(verdicts, chosenSeverity), isMasked };
}

/** With the severities of the settings in the place of those of the rules. */
function graded(verdicts: Verdicts, chosenSeverity: NonNullable<SubjectRules['chosenSeverity']>): Verdicts {
  return new Map(
    [...verdicts].map(([parameter, verdict]) => {
      const severity = chosenSeverity(parameter, typeof verdict === 'object' ? verdict.state : undefined)?.severity;
      return [parameter, severity === 'off' ? 'unwatched' : severity === undefined || typeof verdict !== 'object' ? verdict : { ...verdict, severity }];
    }),
  );
}
