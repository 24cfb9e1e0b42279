import type { Json, JsonObject } from '../model/json';
import { isJsonObject } from '../model/json';
import { type Answer, jsonAnswer } from './answer';
import { answerFromTree, type DeviceTrees } from './api';
import { DeviceServer } from './deviceServer';
import { ltosText } from './envelope';
import type { SimulatedDevice } from './simulatedDevice';
import type { DeviceServerOptions } from './simulatorOptions';

export interface ReplayOptions extends DeviceServerOptions {
  /**
   * A recorded answer of `/api/status`, as JSON or as text. Served as it is at `/api/status`; its sub-paths by the
   * path rule.
   */
  readonly body?: Json;
  /** Recorded answers by path, e.g. `/api/status/system`; a text is served as it is. They win over `body`. */
  readonly answers?: Readonly<Record<string, Json>>;
}

/** Starts a device that answers with what a real one once answered. */
export async function startReplay(options: ReplayOptions): Promise<SimulatedDevice> {
  const { body, answers = {} } = options;
  const trees = body === undefined ? undefined : recordedTrees(body);
  const recorded = new Map(Object.entries({ ...(body !== undefined && { '/api/status': body }), ...answers }));
  return DeviceServer.start(options, (pathname, query): Answer => {
    const answer = recorded.get(pathname.replace(/\/+$/, ''));
    if (answer !== undefined) {
      return jsonAnswer(typeof answer === 'string' ? answer : ltosText(answer));
    }
    return answerFromTree(trees ?? { systemInformation: {}, root: {} }, pathname, query, options);
  });
}

function recordedTrees(body: Json): DeviceTrees {
  const answer: unknown = typeof body === 'string' ? parsed(body) : body;
  const data = member(answer, 'data');
  // A recording of `/api/` holds the status one level deeper.
  const status = member(data, 'status');
  return {
    systemInformation: member(answer, 'system-information'),
    root: { status: Object.keys(status).length > 0 ? status : data },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // Served as it is all the same; only the sub-paths cannot be known.
    return undefined;
  }
}

function member(node: unknown, key: string): JsonObject {
  const value = isJsonObject(node) ? node[key] : undefined;
  return isJsonObject(value) ? value : {};
}
