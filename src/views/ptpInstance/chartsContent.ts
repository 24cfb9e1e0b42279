import { foreignGrandmaster, isFollowing } from '../../model/bmcaEntrant';
import type { DeviceEventLog } from '../../model/deviceEvent';
import { singleLine } from '../../model/displayText';
import { severityOfInstance } from '../../model/ptpSeverity';
import { isMasterState } from '../../model/ptpPortState';
import { portStateWords } from '../../model/ptpWords';
import type { Trend, TrendParameter, TrendSource } from '../../model/trend';
import type { ChartContent, ChartsContent, Problem } from '../../webview/instance/instanceMessages';
import { delayLimits, offsetLimits } from './chartLimits';
import { chartMarks } from './chartMarks';
import type { ChartedInstance } from './shownInstance';

const longestText = 300;
const hourMs = 3_600_000;
/** Enough for the mean of each minute of an hour. */
const pointsOfHour = 600;
const noMaster: Readonly<Record<TrendParameter, string>> = {
  offsetFromMasterNs: 'A grandmaster has no offset: it follows no other clock. While it follows one, its offset is drawn here.',
  meanPathDelayNs: 'A grandmaster measures no path to a master. While it follows one, the delay is drawn here.',
};

export interface ChartsQuestion {
  readonly fromMs: number;
  readonly toMs: number;
  readonly maxPoints: number;
}

/** Charts over a span of time, milliseconds since the epoch. What the history cannot tell is missing, with the problem said. */
export function chartsContent(
  shown: ChartedInstance,
  trends: Pick<TrendSource, 'trend' | 'portStates'>,
  events: Pick<DeviceEventLog, 'events'>,
  { fromMs, toMs, maxPoints }: ChartsQuestion,
): ChartsContent {
  const { address, rules } = shown;
  let problem: Problem | undefined;
  const read = <T>(question: () => T, otherwise: T): T => {
    try {
      return question();
    } catch (error) {
      problem ??= problemOf(error);
      return otherwise;
    }
  };
  const trend = (parameter: TrendParameter): Trend => read(() => trends.trend(address, parameter, fromMs, toMs, maxPoints), emptyTrend);
  const delay = trend('meanPathDelayNs');
  // What is not drawn needs no limits.
  const lastHour = delay.at.length === 0 ? emptyTrend : read(() => trends.trend(address, 'meanPathDelayNs', toMs - hourMs, toMs, pointsOfHour), emptyTrend);
  const content: ChartsContent = {
    place: placeOf(shown),
    fromMs,
    toMs,
    offset: ofFollower(shown, 'offsetFromMasterNs', trend('offsetFromMasterNs')),
    delay: ofFollower(shown, 'meanPathDelayNs', delay),
    limits: { offset: offsetLimits(rules.limits.offsetFromMaster), delay: delayLimits(rules.limits.meanPathDelay, lastHour) },
    spans: read(() => trends.portStates(address, fromMs, toMs), []).map((span) => ({
      ...span,
      portState: singleLine(span.portState, longestText),
      words: singleLine(portStateWords(span.portState), longestText),
      severity: severityOfInstance({ portState: span.portState }),
    })),
    ...read(() => chartMarks(shown, events, fromMs, toMs), { marks: [], hasMoreMarks: false }),
  };
  return problem === undefined ? content : { ...content, problem };
}

const emptyTrend: Trend = { at: [], min: [], mean: [], max: [], count: [], stepMs: 0, gaps: [] };

/** What was recorded while it followed another clock is drawn all the same. */
function ofFollower({ instance }: ChartedInstance, parameter: TrendParameter, trend: Trend): ChartContent {
  const isGrandmaster = instance !== undefined && isMasterState(instance.portState) && foreignGrandmaster(instance) === undefined && !isFollowing(instance);
  return isGrandmaster && trend.at.length === 0 ? { instead: `–\u2003${noMaster[parameter]}` } : { trend };
}

function placeOf({ address, device, instance }: ChartedInstance): string {
  const parts = [device?.name, address.slotId, instance?.name ?? address.instanceId];
  return singleLine(parts.filter((part) => part !== undefined).join(' / '), longestText);
}

function problemOf(error: unknown): Problem {
  const { message, hint } = (typeof error === 'object' && error !== null ? error : {}) as Readonly<Record<string, unknown>>;
  return typeof message === 'string' && typeof hint === 'string'
    ? { message, hint }
    : { message: 'The history could not be read.', hint: 'See the log of PSX Explorer for details.' };
}
