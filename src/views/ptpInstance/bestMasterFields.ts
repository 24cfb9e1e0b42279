import { describeClockClass } from '../../model/clockClass';
import { describeClockVariance } from '../../model/clockVariance';
import { foreignGrandmaster, ownIdentity } from '../../model/bmcaEntrant';
import { absentText, clockAccuracyWords } from '../../model/ptpWords';
import type { PtpInstanceSnapshot } from '../../model/snapshot';
import type { NamedValue } from '../../webview/instance/instanceMessages';

/** The fields of the best master comparison in its order (IEEE 1588-2019, 9.3.4): of the grandmaster that the instance follows, or its own. */
export function bestMasterFields(instance: PtpInstanceSnapshot): readonly NamedValue[] {
  const { dataSets, profile } = instance;
  const foreign = foreignGrandmaster(instance);
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
  return [
    named('Priority 1', fields.priority1),
    named('Clock class', fields.clockClass, (value) => describeClockClass(value, profile)),
    named('Clock accuracy', fields.accuracy, clockAccuracyWords),
    named('Variance', fields.variance, describeClockVariance),
    named('Priority 2', fields.priority2),
    { label: 'Clock identity', words: foreign ?? ownIdentity(instance) ?? absentText },
    named('Steps removed', dataSets?.current.stepsRemoved ?? instance.stepsRemoved),
  ];
}

function named(label: string, value: number | undefined, words: (value: number) => string = String): NamedValue {
  return { label, words: value === undefined ? absentText : words(value) };
}
