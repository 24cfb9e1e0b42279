// @ts-check
import { readFile } from 'node:fs/promises';

/** What goes wrong without anybody having foreseen it, in the extension hosts and in the pages of the windows. */
export class Unforeseen {
  #file;
  /** @type {Set<string>} */
  #pageErrors = new Set();

  /** @param {string} file that the control extension writes to */
  constructor(file) {
    this.#file = file;
  }

  /** VS Code's own errors are none of ours; those of its extension hosts are repeated in the page. @param {string} text */
  pageError(text) {
    if (/psx/i.test(text)) this.#pageErrors.add(text);
  }

  /**
   * @param {number} hosts how many extension hosts were started
   * @returns {Promise<string[]>}
   */
  async errors(hosts) {
    const text = await readFile(this.#file, 'utf8').catch(() => '');
    return unforeseenErrors(text, [...this.#pageErrors], hosts);
  }
}

/**
 * @param {string} text what the control extensions wrote, see test/bench/control-extension/unforeseen.js
 * @param {readonly string[]} pageErrors
 * @param {number} hosts how many extension hosts were started
 * @returns {string[]}
 */
export function unforeseenErrors(text, pageErrors, hosts) {
  /** @type {{kind: string, text: string}[]} */
  const entries = text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
  const watched = entries.filter(({ kind }) => kind === 'channel').length;
  return [
    ...(watched < hosts ? [`In ${hosts - watched} of ${hosts} extension hosts nobody looked for errors.`] : []),
    ...entries.filter(({ kind }) => kind !== 'channel').map(({ kind, text: what }) => `${kind}: ${what}`),
    ...pageErrors.map((what) => `page: ${what}`),
  ].map((error) => error.slice(0, 800));
}
