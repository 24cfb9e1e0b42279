import type { HttpSession } from '../model/httpSession';

const tokenPath = '/api/get-token';

/**
 * The ids of the sessions whose 401 or 404 cost nothing, since the client got the data in another way: it repeated the request with a new
 * log-in, went on without the tokens that a device does not offer, or asked for more at once where an older API lacks a path.
 */
export function recoveredIds(sessions: readonly HttpSession[]): ReadonlySet<number> {
  const refused = sessions.filter(({ status, error }) => error !== undefined && (status === 401 || status === 404 || status === 410));
  if (refused.length === 0) {
    return new Set();
  }
  const repeats = sessions.filter(({ repeatOf }) => repeatOf !== undefined);
  const repeated = new Set(repeats.map(({ repeatOf, method, uri }) => `${repeatOf} ${method} ${uri}`));
  const answered = answeredPaths(sessions);
  const isRecovered = (session: HttpSession): boolean => {
    const { id, deviceId, method, uri, status } = session;
    const answers = answered.get(deviceId);
    if (pathOf(uri) === tokenPath) {
      return (answers?.latestId ?? -1) > id;
    }
    return status === 401 ? repeated.has(`${id} ${method} ${uri}`) : ancestorsOf(pathOf(uri)).some((path) => answers?.paths.has(path));
  };
  return new Set(refused.filter(isRecovered).map(({ id }) => id));
}

interface AnsweredPaths {
  readonly paths: Set<string>;
  /** Of the latest good answer. */
  latestId: number;
}

/** What each device has answered well, its tokens left out. */
function answeredPaths(sessions: readonly HttpSession[]): ReadonlyMap<string, AnsweredPaths> {
  const answered = new Map<string, AnsweredPaths>();
  for (const { id, deviceId, method, uri, status, error } of sessions) {
    if (method === 'GET' && error === undefined && status !== undefined && status < 300) {
      const ofDevice = answered.get(deviceId) ?? { paths: new Set<string>(), latestId: id };
      ofDevice.paths.add(pathOf(uri));
      ofDevice.latestId = Math.max(id, ofDevice.latestId);
      answered.set(deviceId, ofDevice);
    }
  }
  return answered;
}

function pathOf(uri: string): string {
  const question = uri.indexOf('?');
  return question < 0 ? uri : uri.slice(0, question);
}

/** `/a/b/c` is within `/a/b` and `/a`. */
function ancestorsOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(2).map((_, index) => parts.slice(0, index + 2).join('/'));
}
