// @ts-check
const { appendFileSync } = require('node:fs');
const Module = require('node:module');

/** The extension whose errors are looked for, as its folder is named. */
const observed = 'psx-tools.psx-explorer-';
/** A promise that is handled late is handled; after a second VS Code does so itself. */
const forgivenMs = 500;
const longestText = 2_000;

/** @param {unknown} error */
const textOf = (error) => (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, longestText);

/**
 * Writes to a file, one line of JSON each, what nobody in this extension host has foreseen: exceptions and rejections that nobody caught, errors that the
 * observed extension writes to the console and to its own output channel. A line `channel` says that the channel is watched.
 * Must be called before the observed extension is loaded.
 * @param {string} file
 */
function writeUnforeseen(file) {
  const write = (/** @type {string} */ kind, /** @type {string} */ text) => appendFileSync(file, `${JSON.stringify({ kind, text })}\n`);
  process.on('uncaughtException', (error) => write('exception', textOf(error)));
  watchRejections((reason) => write('rejection', textOf(reason)));
  watchConsole((text) => write('console', text));
  watchChannels(
    () => write('channel', ''),
    (text) => write('log', text),
  );
}

/** @param {(reason: unknown) => void} tell */
function watchRejections(tell) {
  /** @type {Map<Promise<unknown>, NodeJS.Timeout>} */
  const unhandled = new Map();
  process.on('unhandledRejection', (reason, promise) => {
    // That is how VS Code ends what is no longer wanted.
    if (reason instanceof Error && reason.name === 'Canceled') return;
    unhandled.set(
      promise,
      setTimeout(() => {
        unhandled.delete(promise);
        tell(reason);
      }, forgivenMs),
    );
  });
  process.on('rejectionHandled', (promise) => {
    clearTimeout(unhandled.get(promise));
    unhandled.delete(promise);
  });
}

/** VS Code lets nobody put anything into the place of its own `console.error`. @param {(text: string) => void} tell */
function watchConsole(tell) {
  const original = console;
  const error = (/** @type {unknown[]} */ ...parts) => {
    if (new Error().stack?.includes(observed) || parts.some((part) => textOf(part).includes(observed))) tell(parts.map(textOf).join(' '));
    original.error(...parts);
  };
  globalThis.console = Object.create(original, { error: { value: error } });
}

/**
 * Each extension gets a `vscode` of its own from `require`.
 * @param {() => void} found
 * @param {(text: string) => void} tell
 */
function watchChannels(found, tell) {
  const loader = /** @type {{_load: (request: string, parent: {filename?: string} | undefined, ...rest: unknown[]) => any}} */ (/** @type {unknown} */ (Module));
  const load = loader._load;
  /** @type {WeakMap<object, object>} */
  const watched = new WeakMap();
  loader._load = function (request, parent, ...rest) {
    const loaded = load.call(this, request, parent, ...rest);
    if (request !== 'vscode' || parent?.filename?.includes(observed) !== true) return loaded;
    const api = watched.get(loaded) ?? watchedApi(loaded, found, tell);
    watched.set(loaded, api);
    return api;
  };
}

/**
 * The same, but for the channels that it makes.
 * @param {typeof import('vscode')} api
 * @param {() => void} found
 * @param {(text: string) => void} tell
 */
function watchedApi(api, found, tell) {
  const createOutputChannel = (/** @type {[any, any]} */ ...options) => {
    const channel = /** @type {import('vscode').LogOutputChannel} */ (/** @type {unknown} */ (api.window.createOutputChannel(...options)));
    if (typeof channel.error !== 'function') return channel;
    found();
    return instead(channel, {
      error: (/** @type {string | Error} */ error, /** @type {unknown[]} */ ...parts) => {
        tell([error, ...parts].map(textOf).join(' '));
        channel.error(error, ...parts);
      },
    });
  };
  return instead(api, { window: instead(api.window, { createOutputChannel }) });
}

/**
 * An object with some members replaced; the others stay what they are, also those that are computed.
 * @param {object} original
 * @param {Record<string, unknown>} members
 */
function instead(original, members) {
  const replaced = Object.fromEntries(Object.entries(members).map(([name, value]) => [name, { value, enumerable: true }]));
  return Object.create(Object.getPrototypeOf(original), { ...Object.getOwnPropertyDescriptors(original), ...replaced });
}

module.exports = { writeUnforeseen };
