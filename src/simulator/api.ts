import type { Json, JsonObject } from '../model/json';
import { type Answer, errorAnswer, jsonAnswer } from './answer';
import { envelope, ltosText, nodeData } from './envelope';
import { toRaw } from './rawEnums';
import type { DeviceServerOptions } from './simulatorOptions';
import { pathSteps, resolveTreePath } from './treePath';

/** The trees of a device at one moment. */
export interface DeviceTrees {
  readonly systemInformation: JsonObject;
  /** What `/api/` shows: `status` and, unless replayed, `configuration`. */
  readonly root: JsonObject;
}

/** Answers a GET by the path rule of the REST API: `/api/` and the tree path. */
export function answerFromTree(
  trees: DeviceTrees,
  pathname: string,
  query: URLSearchParams,
  options: Pick<DeviceServerOptions, 'subPaths' | 'nodeShape'>,
): Answer {
  const steps = pathSteps(pathname)?.slice(1);
  if (steps === undefined || (options.subPaths === false && steps.length > 1)) {
    return errorAnswer(404, `Unknown path ${pathname}`);
  }
  const node = resolveTreePath({ name: 'api', value: trees.root }, steps);
  if (node === undefined) {
    return errorAnswer(404, `Unknown path ${pathname}`);
  }
  const data: Json = nodeData(node, options.nodeShape ?? 'bare');
  const self = `/api${steps.map((step) => `/${step}`).join('')}`;
  return jsonAnswer(ltosText(envelope(trees.systemInformation, query.has('raw') ? toRaw(data) : data, self)));
}
