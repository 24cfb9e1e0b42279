// @ts-nocheck: runs in the browser, whose types are not those of this folder

/**
 * Runs in every frame before its scripts: notes in the page of the panel when rows are painted, without touching the page itself. The code
 * must stand on its own.
 */
export function panelProbe() {
  if (window === window.top) return;
  const notes = (window.psxNotes = { timeOrigin: performance.timeOrigin, configAt: undefined, foundAt: undefined, repliedAt: undefined, firstRowsAt: undefined, keystrokes: [] });
  const afterPaint = (note) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => note(performance.now());
      channel.port2.postMessage(undefined);
    });
  const watch = () => {
    let keyAt;
    document.addEventListener('input', () => (keyAt = performance.now()), true);
    // Capturing, so that this comes before the page's own listener, whose work counts.
    const onMessage = ({ data }) => {
      if (data?.type === 'config') notes.configAt ??= performance.now();
      if (data?.type !== 'reply' || !Array.isArray(data.value?.rows)) return;
      notes.repliedAt ??= performance.now();
      if (keyAt === undefined) return;
      const from = keyAt;
      keyAt = undefined;
      afterPaint((paintedAt) => notes.keystrokes.push(paintedAt - from));
    };
    window.addEventListener('message', onMessage, true);
    new MutationObserver((_changes, observer) => {
      if (document.querySelector('.grid-body .grid-row') === null) return;
      observer.disconnect();
      afterPaint((paintedAt) => (notes.firstRowsAt = paintedAt));
    }).observe(document.body, { childList: true, subtree: true });
  };
  // VS Code writes the page into a frame that is there already, which takes all listeners away: they are added to what it writes.
  const timer = (window.psxLooking = setInterval(() => {
    if (document.body?.dataset.subject !== undefined) {
      clearInterval(timer);
      notes.foundAt = performance.now();
      watch();
    }
  }, 1));
}

/** Ends the search for a page in a frame that is none: it would be measured as work of the panel. */
export const stopLooking = () => clearInterval(window.psxLooking);

/** True in the frame of a panel that shows rows. */
export const hasRows = () => document.querySelector('.grid-body .grid-row') !== null;

/** True once the first rows were painted. */
export const hasPaintedRows = () => window.psxNotes?.firstRowsAt !== undefined;

/** True once more than so many keystrokes were painted. @param {number} count */
export const hasKeystroke = (count) => window.psxNotes.keystrokes.length > count;

/** What {@link panelProbe} noted. */
export const notes = () => window.psxNotes;

export const countNodes = () => {
  const nodes = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  let count = 0;
  while (nodes.nextNode() !== null) count += 1;
  return count;
};

/** Resolves when the rows have not changed for a while. */
export async function rowsAreSettled() {
  let rows;
  do {
    rows = document.querySelector('.grid-body')?.textContent;
    await new Promise((resolve) => setTimeout(resolve, 300));
  } while (rows !== document.querySelector('.grid-body')?.textContent);
}
