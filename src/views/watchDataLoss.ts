import type { DataLoss } from '../alarms/deviceRules';
import { isPending, type HttpSession } from '../model/httpSession';

const watchedRequests = 100;

/** How many of the last 100 requests that are over failed. @param sessions Of one device, oldest first. */
export function recentDataLoss(sessions: readonly HttpSession[]): DataLoss {
  let total = 0;
  let failed = 0;
  for (let index = sessions.length - 1; index >= 0 && total < watchedRequests; index--) {
    const session = sessions[index];
    if (session !== undefined && !isPending(session)) {
      total += 1;
      failed += session.error === undefined ? 0 : 1;
    }
  }
  return { total, failed };
}
