import { multiLine, singleLine } from '../../model/displayText';
import type { InterAppCommunication, InterAppFailure, InterAppHandler } from '../../model/interApp';
import type { RowDetail } from '../../webview/pageMessages';
import { addressText } from './addressText';
import { durationText } from './commonColumns';
import { kindText, type CommunicationTexts } from './communicationColumns';
import type { InterAppTraffic } from './interAppTraffic';
import { communicationsId, handlersId, rowKey } from './interAppRows';
import { stateSign } from './stateWords';

/** Characters of an address or an error that the detail shows. */
const longestFact = 4_000;
const longestTitle = 120;

type Facts = RowDetail['facts'];
type Links = NonNullable<RowDetail['links']>;

/** Everything about one communication, with links to its handler and to its other tries. Safe to show. */
export function communicationDetail(row: InterAppCommunication, bus: InterAppTraffic, { times, deviceName }: CommunicationTexts): Omit<RowDetail, 'disabledActions'> {
  const { id, kind, name, guid, source, destination, created, started, data } = row;
  return {
    key: rowKey(id),
    title: singleLine(`${id} · ${name}`, longestTitle),
    facts: shown([
      { label: 'Kind', value: kindText(kind) },
      { label: 'GUID', value: guid },
      { label: 'Source', value: addressText(source, deviceName) },
      { label: 'Destination', value: addressText(destination, deviceName) },
      { label: 'Created', value: times.formatExactly(created) },
      ...processingFacts(row, times),
    ]),
    ...phasesOf(created, started, row.durationMs),
    blocks: data === undefined ? [] : [{ kind: 'text', id: 'data', label: 'Data', text: multiLine(JSON.stringify(data, undefined, 2)), isOpenAtFirst: true }],
    links: [...handlerLink(bus.handlerOf(id)), ...retryLinks(row, bus)],
  };
}

/** Everything about one handler, with a link to its communication. Safe to show. */
export function handlerDetail(row: InterAppHandler, bus: InterAppTraffic, { times }: CommunicationTexts): Omit<RowDetail, 'disabledActions'> {
  const { id, handler, communicationId, result } = row;
  const communication = bus.get(communicationId);
  return {
    key: rowKey(communicationId),
    title: singleLine(`${id} · ${handler}`, longestTitle),
    facts: shown([{ label: 'Communication ID', value: String(communicationId) }, ...processingFacts(row, times), { label: 'Result', value: result ?? '' }]),
    blocks: [],
    links: communication === undefined ? [] : [communicationLink('Communication', communication)],
  };
}

function processingFacts({ started, finished, durationMs, state, error }: InterAppCommunication | InterAppHandler, times: CommunicationTexts['times']): Facts {
  const timeText = (time: number | undefined): string => (time === undefined ? '' : times.formatExactly(time));
  return [
    { label: 'Started', value: timeText(started) },
    { label: 'Finished', value: timeText(finished) },
    { label: 'Duration', value: durationText(durationMs) },
    { label: 'State', value: stateSign(state) },
    ...(error === undefined ? [] : errorFacts(error)),
  ];
}

function errorFacts({ code, message, hint }: InterAppFailure): Facts {
  return [
    { label: 'Error', value: message, tone: 'error' },
    { label: 'Error code', value: code },
    { label: 'What to do', value: hint },
  ];
}

/** Absent facts are left out. */
function shown(facts: Facts): Facts {
  return facts.filter(({ value }) => value !== '').map((fact) => ({ ...fact, value: singleLine(fact.value, longestFact) }));
}

function phasesOf(created: number, started: number | undefined, durationMs: number | undefined): Pick<RowDetail, 'phases'> {
  return started === undefined || durationMs === undefined
    ? {}
    : {
        phases: [
          { label: 'Waiting', ms: Math.max(0, started - created), colour: 0 },
          { label: 'Processing', ms: durationMs, colour: 4 },
        ],
      };
}

function handlerLink(handler: InterAppHandler | undefined): Links {
  return handler === undefined
    ? []
    : [{ label: singleLine(`Handler ${handler.id}: ${handler.handler}`, longestTitle), tableId: handlersId, key: rowKey(handler.communicationId) }];
}

/** The other tries that the detail of a communication leads to. */
export function otherTries({ id, retryOf }: InterAppCommunication, bus: InterAppTraffic): readonly InterAppCommunication[] {
  const original = retryOf === undefined ? undefined : bus.get(retryOf);
  return [...(original === undefined ? [] : [original]), ...bus.communications.filter((other) => other.retryOf === id)];
}

function retryLinks(row: InterAppCommunication, bus: InterAppTraffic): Links {
  return otherTries(row, bus).map((other) => communicationLink(other.id === row.retryOf ? 'Tries again message' : 'Tried again as message', other));
}

function communicationLink(lead: string, { id, name }: InterAppCommunication): Links[number] {
  return { label: singleLine(`${lead} ${id}: ${name}`, longestTitle), tableId: communicationsId, key: rowKey(id) };
}
