import type { Disposable } from '../../model/event';
import type { InterAppCommunication, InterAppHandler, InterAppReply } from '../../model/interApp';

/** What the panel needs of the bus. */
export interface InterAppTraffic {
  /** Oldest first; the same array until something changes. */
  readonly communications: readonly InterAppCommunication[];
  /** Oldest first, one for each communication; the same array until something changes. */
  readonly handlers: readonly InterAppHandler[];
  get(id: number): InterAppCommunication | undefined;
  handlerOf(communicationId: number): InterAppHandler | undefined;
  /** True for a failed message that can be sent once more. */
  canRetry(id: number): boolean;
  /** Sends a failed message once more. Rejects with an error that has code, message and hint. */
  retry(id: number): Promise<InterAppReply>;
  /** Forgets what is finished. */
  clear(): void;
  /** Sets how many communications are kept. */
  configure(maxCount: number): void;
  onDidChange(listener: () => void): Disposable;
  /** Calls the listener after {@link clear}. */
  onDidClear(listener: () => void): Disposable;
}
