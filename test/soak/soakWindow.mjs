// @ts-check

/** @typedef {import('./deviceRun.mjs').Communication} Communication */
/** @typedef {import('./sessionLedger.mjs').SeenRequest} SeenRequest */
/** @typedef {import('./faultyDevice').FaultyDevice} FaultyDevice */

/** A window of the soak run, as its control extension tells of it. */
export class SoakWindow {
  #window;
  #devices;
  #password;
  /** Its live memory since it was last reloaded. @type {import('./soakReport.mjs').HeapValue[]} */
  heap = [];

  /**
   * @param {import('../bench/workbench.mjs').WorkbenchWindow} window
   * @param {readonly FaultyDevice[]} devices
   * @param {string} password
   */
  constructor(window, devices, password) {
    this.#window = window;
    this.#devices = devices;
    this.#password = password;
  }

  /** A browser keeps the log-ins no longer than the page. */
  async letIn() {
    for (const { id, device } of this.#devices) await this.command('psx.setCredentials', { deviceId: id, user: device.user, password: this.#password });
    await this.command('psx.devices.focus');
  }

  /** Shows something else in the side bar. */
  hideTree() {
    return this.command('workbench.view.explorer');
  }

  /** @param {string} command @param {unknown} [argument] */
  command(command, argument) {
    return this.#window.run({ action: 'command', command, argument });
  }

  reload() {
    return this.#window.reload();
  }

  /** @returns {Promise<Record<string, Communication>>} by the id of the device */
  communications() {
    return this.#window.run({ action: 'communications' });
  }

  /** @param {Record<string, number>} newest ids, by the id of the device @returns {Promise<(SeenRequest & {id: number, isNew: boolean, isPending: boolean})[]>} */
  sessionsSince(newest) {
    return this.#window.run({ action: 'sessionsSince', newest });
  }

  /** Collects the garbage first; with the buffers that are outside of the heap. @returns {Promise<number>} */
  async liveBytes() {
    const { heapBytes, externalBytes } = await this.#window.run({ action: 'liveMemory' });
    return heapBytes + externalBytes;
  }
}

/**
 * What all windows agree on: the communication of the one that knows least.
 * @param {readonly (Communication | undefined)[]} communications with one device
 * @returns {Communication | undefined}
 */
export function leastOf(communications) {
  const known = communications.filter((each) => each !== undefined);
  if (known.length < communications.length) return undefined;
  const lastSuccess = Math.min(...known.map((each) => each.lastSuccess ?? 0));
  const state = known.find((each) => each.state !== 'responding')?.state ?? known[0]?.state;
  return state === undefined ? undefined : { state, lastSuccess };
}

/** Reads the HTTP sessions of a window, each once. */
export class SessionReader {
  #window;
  #from;
  /** @type {Record<string, number>} */
  #newest;

  /**
   * @param {SoakWindow} window
   * @param {readonly string[]} deviceIds
   * @param {number} from nothing from before; milliseconds since the epoch
   */
  constructor(window, deviceIds, from) {
    this.#window = window;
    this.#from = from;
    this.#newest = Object.fromEntries(deviceIds.map((id) => [id, 0]));
  }

  /**
   * @param {number} [until] nothing from then on
   * @returns {Promise<{recorded: SeenRequest[], pending: SeenRequest[]}>} what was recorded since the last time, and all that has not ended
   */
  async read(until = Number.POSITIVE_INFINITY) {
    const sessions = await this.#window.sessionsSince(this.#newest);
    for (const { deviceId, id } of sessions) this.#newest[deviceId] = Math.max(this.#newest[deviceId] ?? 0, id);
    return {
      recorded: sessions.filter(({ isNew, at }) => isNew && at >= this.#from && at < until),
      pending: sessions.filter(({ isPending }) => isPending),
    };
  }
}
