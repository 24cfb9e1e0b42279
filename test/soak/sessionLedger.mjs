// @ts-check

/**
 * A request is written down before it leaves, and given up when its time is over: so old at most is its record when it arrives. Both times are of one clock.
 * So long, too, the word of the window that polls may take to the one that is asked.
 */
const travelMs = 2_000;
/** Well past the timeout of a request. */
const longestPendingMs = 15_000;

/** @typedef {{deviceId: string, uri: string, at: number}} SeenRequest at: milliseconds since the epoch */

/** Holds what the devices have seen against what the extension has recorded: each request that arrived must be among its HTTP sessions, and each of those end. */
export class SessionLedger {
  /** @type {Map<string, SeenRequest[]>} recorded and not yet seen, oldest first, by device and path */
  #records = new Map();
  /** @type {SeenRequest[]} seen and not yet found among the records, oldest first */
  #waiting = [];
  /** @type {{from: number, to: number}[]} */
  #gaps = [];
  /** @type {Map<string, SeenRequest>} */
  #stuck = new Map();
  #begunAt = 0;
  seen = 0;
  recorded = 0;
  /** Recorded requests that came to no device. */
  unarrived = 0;
  /** @type {SeenRequest[]} */
  lost = [];
  /** Of a window that went away: nobody can tell. */
  untold = 0;

  /** What arrives from now on counts. @param {number} now milliseconds since the epoch */
  begin(now) {
    this.#begunAt = now;
  }

  /**
   * A window went away and took its last records along.
   * @param {number} from
   * @param {number} to when it was certainly gone
   */
  leaveOut(from, to) {
    this.#gaps.push({ from, to });
  }

  /**
   * @param {number} now when `seen` was asked for
   * @param {readonly SeenRequest[]} seen since the last time
   * @param {readonly SeenRequest[]} recorded since the last time, asked for after `seen`
   */
  compare(now, seen, recorded) {
    for (const session of recorded) {
      const records = this.#records.get(keyOf(session)) ?? [];
      records.push(session);
      this.#records.set(keyOf(session), records.sort(byTime));
    }
    this.recorded += recorded.filter(({ at }) => at >= this.#begunAt).length;
    const counted = seen.filter(({ at }) => at >= this.#begunAt);
    this.seen += counted.length;
    this.#waiting = [...this.#waiting, ...counted].sort(byTime).filter((request) => !this.#takeRecord(request));
    for (const request of this.#waiting.filter(({ at }) => at < now - travelMs)) {
      if (this.#gaps.some(({ from, to }) => request.at >= from && request.at <= to)) {
        this.untold++;
      } else {
        this.lost.push(request);
      }
    }
    this.#waiting = this.#waiting.filter(({ at }) => at >= now - travelMs);
    this.#expire(now - 2 * travelMs);
  }

  /**
   * @param {number} now
   * @param {readonly SeenRequest[]} pending sessions that have not ended
   */
  checkPending(now, pending) {
    pending.filter(({ at }) => at < now - longestPendingMs).forEach((session) => this.#stuck.set(`${keyOf(session)} ${session.at}`, session));
  }

  /** Sessions that never ended. */
  get stuck() {
    return [...this.#stuck.values()];
  }

  /** Of the records that fit the oldest is taken, which the next request may be too late for. @param {SeenRequest} request */
  #takeRecord(request) {
    const records = this.#records.get(keyOf(request)) ?? [];
    const index = records.findIndex(({ at }) => at <= request.at && at >= request.at - travelMs);
    if (index >= 0) records.splice(index, 1);
    return index >= 0;
  }

  /** Nothing that is still to be judged can belong to records so old. @param {number} before */
  #expire(before) {
    for (const [key, records] of this.#records) {
      const expired = records.filter(({ at }) => at < before);
      this.unarrived += expired.filter(({ at }) => at >= this.#begunAt).length;
      if (expired.length > 0) this.#records.set(key, records.slice(expired.length));
    }
  }
}

/** @param {SeenRequest} request */
const keyOf = ({ deviceId, uri }) => `${deviceId} ${uri}`;

/** @param {SeenRequest} one @param {SeenRequest} other */
const byTime = (one, other) => one.at - other.at;
