import { clockCardCondition } from '../../model/clockCard';
import { describeClockClass } from '../../model/clockClass';
import { foreignGrandmaster, ownIdentity } from '../../model/bmcaEntrant';
import { nodeWord } from '../../model/nodeWord';
import { absentText, portStateWords } from '../../model/ptpWords';
import type { DeviceSnapshot } from '../../model/snapshot';
import type { InstanceHeader, NamedValue, Problem } from '../../webview/instance/instanceMessages';
import { severityText } from '../eventLog/eventWords';
import { joinFacts, timeOfDay } from '../words';
import type { ShownInstance } from './shownInstance';

/** What the instance is and how it is; `nowMs` in milliseconds since the epoch. */
export function instanceHeader(shown: ShownInstance, nowMs: number): InstanceHeader {
  const { device, slot, instance, severity, alarms, rules, nameOf } = shown;
  const problem = problemOf(shown);
  const { updatedAt } = slot;
  return {
    name: instance.name,
    place: `${device.name} / ${slot.slotId}`,
    severity,
    severityWord: severityText(severity),
    state: joinFacts([portStateWords(instance.portState), nodeWord(instance, rules.expectedGrandmasters ?? [], nameOf)]),
    facts: [
      { label: 'Grandmaster', words: grandmasterWords(shown) },
      { label: 'Clock', words: lockWords(device) },
      { label: 'Domain', words: String(instance.domain ?? absentText) },
      { label: 'Profile', words: instance.profile ?? absentText },
      { label: 'Clock class', words: instance.clockClass === undefined ? absentText : describeClockClass(instance.clockClass, instance.profile) },
      ...alarms.map(({ text }): NamedValue => ({ label: 'Alarm', words: text })),
    ],
    ...(updatedAt === undefined ? {} : { ageMs: Math.max(0, nowMs - updatedAt) }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function grandmasterWords({ instance, nameOf }: ShownInstance): string {
  const foreign = foreignGrandmaster(instance);
  const identity = foreign ?? ownIdentity(instance);
  if (identity === undefined) {
    return absentText;
  }
  return foreign === undefined ? `${identity} (itself)` : joinFacts([identity, nameOf(foreign)]);
}

/** The clocks of the chassis, which the card takes its time from. */
function lockWords({ slots }: DeviceSnapshot): string {
  const clocks = slots.flatMap(({ slotId, isPsx, properties, missingSince }) => {
    const { clock, antennaOk } = missingSince === undefined && !isPsx ? clockCardCondition(properties) : { clock: undefined, antennaOk: true };
    return clock === undefined ? [] : [`${slotId} ${clock}${antennaOk ? '' : ', antenna fault'}`];
  });
  return clocks.length === 0 ? absentText : clocks.join(' · ');
}

function problemOf({ device: { communication }, slot, instance }: ShownInstance): Problem | undefined {
  if (instance.missingSince !== undefined) {
    return { message: `The card no longer lists this instance, since ${timeOfDay(instance.missingSince)}.`, hint: 'The values are the last ones. Remove it from the list in the tree when it is gone for good.' };
  }
  if (slot.missingSince !== undefined) {
    return { message: `The card is missing since ${timeOfDay(slot.missingSince)}.`, hint: 'The values are the last ones.' };
  }
  if (communication.state !== 'responding') {
    const why = communication.error;
    return why === undefined
      ? { message: communication.state === 'paused' ? 'Polling is paused.' : 'The device does not answer now.', hint: 'The values are the last ones.' }
      : { message: why.message, hint: why.hint };
  }
  return instance.running === false ? { message: 'The instance is stopped.', hint: 'Only what is configured is shown. Start it in the web interface of the device.' } : undefined;
}
