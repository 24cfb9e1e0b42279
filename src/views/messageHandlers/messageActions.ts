import type { DiagnosisStep } from '../../ltos/diagnosisStep';
import type { DiagnosisStepResult, MessageName, MessageTypes } from '../../model/interApp';
import { publicSession } from '../../sessions/recordedSession';
import { readRawData } from '../rawData/readRawData';
import type { Services } from '../services';
import type { Destination } from './destination';
import { intervalSecondsOf, limitOf, rawDataPathOf, slotIdsOf } from './messageData';
import { handlerFailed } from './messageFault';
import { redactJson } from './redactJson';
import { redactSnapshot } from './redactSnapshot';

/** What the actions work with. */
export type ActionServices = Pick<Services, 'client' | 'device' | 'devices' | 'diagnoses' | 'feed' | 'fleet' | 'pins' | 'proxySettings' | 'sessions'>;

/** One message as an action sees it. */
export interface ActionRequest {
  readonly guid: string;
  readonly data?: unknown;
  readonly signal: AbortSignal;
}

/** What a message does, once its destination was found: checks what came with it, acts, and returns what the reply holds. */
interface MessageAction<Result> {
  /** True when only a device serves it, and not its cards and instances in its place. */
  readonly isChassisOnly?: true;
  act(services: ActionServices, destination: Destination, request: ActionRequest): Result | Promise<Result>;
}

/** What every message does. */
export const messageActions: { readonly [N in MessageName]: MessageAction<MessageTypes[N]['result']> } = {
  refresh: { act: ({ feed }, { device }) => feed.refresh(device.id) },
  getSnapshot: { act: (_services, { device, slot, instance }) => redactSnapshot(instance ?? slot ?? device) },
  setSlotId: {
    isChassisOnly: true,
    act: async ({ devices }, { device }, { data }) => {
      await devices.update(device.id, { slotIds: slotIdsOf(data) });
      return undefined;
    },
  },
  setPollingInterval: {
    isChassisOnly: true,
    act: async ({ devices }, { device }, { data }) => {
      await devices.update(device.id, { interval: intervalSecondsOf(data) });
      return undefined;
    },
  },
  pause: {
    act: ({ feed }, { device }) => {
      feed.pause(device.id);
      return undefined;
    },
  },
  resume: {
    act: ({ feed }, { device }) => {
      feed.resume(device.id);
      return undefined;
    },
  },
  diagnose: {
    isChassisOnly: true,
    act: async (services, { device }, { guid, signal }) => {
      const { steps } = await services.diagnoses.run(services, device.id, { guid, signal });
      return steps.map(stepResult);
    },
  },
  listSessions: {
    act: ({ sessions }, { device }, { data }) => Object.freeze(sessions.sessions(device.id).slice(-limitOf(data)).map(publicSession).toReversed()),
  },
  getRawData: {
    act: async ({ client }, { device, slot }, { data, signal }) => {
      const path = rawDataPathOf(data);
      const api = client(device.id);
      if (api === undefined) {
        throw handlerFailed(`${device.name} is not polled.`, 'Wait until the device is set up, then try again.');
      }
      const answer = path === undefined ? await readRawData(api, slot?.slotId, signal) : await api.get(path, { signal });
      return { path: answer.path, body: redactJson(answer.body) };
    },
  },
};

/** A step in short: with what to do where it failed. A warning tells in its text what to know, and works. */
function stepResult({ title, status, detail, fault }: DiagnosisStep): DiagnosisStepResult {
  return {
    step: title,
    state: status === 'warning' ? 'ok' : status,
    text: fault === undefined ? detail : `${fault.message} ${fault.hint}`,
  };
}
