import type { HistoryFault } from './historyFault';

/** Where history is kept. */
export type HistoryStatus =
  /** Not open yet: what is recorded waits, what is read is empty. */
  | { readonly state: 'opening' }
  /** In the file. The fault says that an old file was kept aside, or that what is new cannot be saved at the moment. */
  | { readonly state: 'ok'; readonly fault?: HistoryFault }
  /** In this window only, and why. */
  | { readonly state: 'memoryOnly'; readonly fault: HistoryFault }
  /** Disposed of. */
  | { readonly state: 'closed' };
