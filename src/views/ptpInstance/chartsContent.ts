import { limitSeverities } from '../../alarms/alarmPresets';
import { foreignGrandmaster, isFollowing } from '../../model/bmcaEntrant';
import type { DeviceEvent, DeviceEventLog } from '../../model/deviceEvent';
import { singleLine } from '../../model/displayText';
import { severityOfInstance } from '../../model/ptpSeverity';
import { isMasterState } from '../../model/ptpPortState';
import { portStateWords } from '../../model/ptpWords';
import type { Trend, TrendParameter, TrendSource } from '../../model/trend';
import type { ChartContent, ChartLimit, ChartsContent, Problem } from '../../webview/instance/instanceMessages';
import type { ChartedInstance } from './shownInstance';

const longestText = 300;
/** More marks than that are no marks any more; the newest are kept. */
const mostMarks = 500;
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
  const found = read(() => events.events({ ...address, fromMs, toMs, limit: mostMarks }), []);
  const content: ChartsContent = {
    fromMs,
    toMs,
    offset: ofFollower(shown, 'offsetFromMasterNs', trend('offsetFromMasterNs')),
    delay: ofFollower(shown, 'meanPathDelayNs', trend('meanPathDelayNs')),
    limits: limitsOf(rules.limits.offsetFromMaster),
    spans: read(() => trends.portStates(address, fromMs, toMs), []).map((span) => ({
      ...span,
      portState: singleLine(span.portState, longestText),
      words: singleLine(portStateWords(span.portState), longestText),
      severity: severityOfInstance({ portState: span.portState }),
    })),
    marks: found.map(({ at, severity, text }: DeviceEvent) => ({ at, severity, text: singleLine(text, longestText) })).reverse(),
  };
  return problem === undefined ? content : { ...content, problem };
}

const emptyTrend: Trend = { at: [], min: [], mean: [], max: [], count: [], stepMs: 0, gapMs: 0 };

/** What was recorded while it followed another clock is drawn all the same. */
function ofFollower({ instance }: ChartedInstance, parameter: TrendParameter, trend: Trend): ChartContent {
  const isGrandmaster = instance !== undefined && isMasterState(instance.portState) && foreignGrandmaster(instance) === undefined && !isFollowing(instance);
  return isGrandmaster && trend.at.length === 0 ? { instead: `–\u2003${noMaster[parameter]}` } : { trend };
}

function limitsOf(limits: Readonly<Partial<Record<(typeof limitSeverities)[number], number>>> = {}): readonly ChartLimit[] {
  return limitSeverities.flatMap((severity) => {
    const limitNs = limits[severity];
    return limitNs === undefined ? [] : [{ severity, limitNs }];
  });
}

function problemOf(error: unknown): Problem {
  const { message, hint } = (typeof error === 'object' && error !== null ? error : {}) as Readonly<Record<string, unknown>>;
  return typeof message === 'string' && typeof hint === 'string'
    ? { message, hint }
    : { message: 'The history could not be read.', hint: 'See the log of PSX Explorer for details.' };
}
