import { describeClockClass } from '../../model/clockClass';
import { describeClockVariance } from '../../model/clockVariance';
import { foreignGrandmaster, isFollowing, ownIdentity } from '../../model/bmcaEntrant';
import { absentText, clockAccuracyWords } from '../../model/ptpWords';
import type { PtpInstanceSnapshot } from '../../model/snapshot';
import type { InstanceContent, NamedValue } from '../../webview/instance/instanceMessages';

/**
 * The fields of the best master comparison in its order (IEEE 1588-2019, 9.3.4), and whose they are: of the grandmaster that the instance follows, or
 * of its own clock. `nameOf`: what a clock is called here.
 */
export function bestMasterFields(instance: PtpInstanceSnapshot, nameOf: (clockIdentity: string) => string | undefined): InstanceContent['bestMaster'] {
  const { dataSets, profile } = instance;
  const foreign = isFollowing(instance) ? foreignGrandmaster(instance) : undefined;
  const parent = dataSets?.parent;
  const own = dataSets?.default;
  const fields =
    foreign === undefined
      ? {
          priority1: own?.priority1 ?? instance.priority1,
          clockClass: own?.clockClass ?? instance.clockClass,
          accuracy: own?.clockAccuracy ?? instance.clockAccuracy,
          variance: own?.offsetScaledLogVariance,
          priority2: own?.priority2 ?? instance.priority2,
        }
      : {
          priority1: parent?.grandmasterPriority1,
          clockClass: parent?.grandmasterClockClass,
          accuracy: parent?.grandmasterClockAccuracy,
          variance: parent?.grandmasterOffsetScaledLogVariance,
          priority2: parent?.grandmasterPriority2,
        };
  const values = [
    named('Priority 1', fields.priority1),
    named('Clock class', fields.clockClass, (value) => describeClockClass(value, profile)),
    named('Clock accuracy', fields.accuracy, clockAccuracyWords),
    named('Variance', fields.variance, describeClockVariance),
    named('Priority 2', fields.priority2),
    { label: 'Clock identity', words: foreign ?? ownIdentity(instance) ?? absentText },
    // The own clock is no step away from itself.
    named('Steps removed', foreign === undefined ? 0 : (dataSets?.current.stepsRemoved ?? instance.stepsRemoved), (steps) => (foreign === undefined ? String(steps) : `${steps} to this instance`)),
  ];
  const whose = foreign === undefined ? 'of its own clock' : `of the grandmaster it follows (${nameOf(foreign) ?? foreign})`;
  return { title: `Best master fields, in the order of comparison, ${whose}`, values };
}

function named(label: string, value: number | undefined, words: (value: number) => string = String): NamedValue {
  return { label, words: value === undefined ? absentText : words(value) };
}
