// @ts-check

/** The extension writes a request down before it leaves, so it may be older than the device's word of it. */
const skewMs = 2_000;

/** @typedef {{deviceId: string, uri: string, at: number}} SeenRequest */

/** Holds what the devices have seen against what the extension has recorded: each request that arrived must be among its HTTP sessions. */
export class SessionLedger {
  /** @type {Map<string, number>} recorded and not yet seen, by device and path */
  #open = new Map();
  #from = Number.NEGATIVE_INFINITY;
  seen = 0;
  recorded = 0;
  /** @type {SeenRequest[]} */
  lost = [];
  /** Of a window that was reloading: nobody can tell. */
  untold = 0;

  /** A window is there, whose sessions begin now. @param {number} now milliseconds since the epoch */
  begin(now) {
    this.#from = now;
    this.#open.clear();
  }

  /**
   * @param {readonly SeenRequest[]} seen since the last time, asked for before `recorded` was
   * @param {readonly SeenRequest[]} recorded since the last time
   */
  compare(seen, recorded) {
    for (const session of recorded.filter(({ at }) => at >= this.#from - skewMs)) {
      this.recorded++;
      this.#open.set(keyOf(session), (this.#open.get(keyOf(session)) ?? 0) + 1);
    }
    for (const request of seen) {
      this.seen++;
      const open = this.#open.get(keyOf(request)) ?? 0;
      if (open > 0) {
        this.#open.set(keyOf(request), open - 1);
      } else if (request.at < this.#from) {
        this.untold++;
      } else {
        this.lost.push(request);
      }
    }
  }

  /** The window goes away: what the devices have seen meanwhile is in no record that can be read. @param {readonly SeenRequest[]} seen */
  leaveOut(seen) {
    this.seen += seen.length;
    this.untold += seen.length;
  }
}

/** @param {SeenRequest} request */
const keyOf = ({ deviceId, uri }) => `${deviceId} ${uri}`;
