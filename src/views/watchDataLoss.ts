import type { DataLoss } from '../alarms/deviceRules';
import { isPending, type HttpSession } from '../model/httpSession';

const watchedRequests = 100;

/** How many of the last 100 requests that are over failed. @param sessions Of one device, newest first. */
export function recentDataLoss(sessions: Iterable<HttpSession>): DataLoss {
  let total = 0;
  let failed = 0;
  for (const session of sessions) {
    if (!isPending(session)) {
      total += 1;
      failed += session.error === undefined ? 0 : 1;
    }
    if (total === watchedRequests) {
      break;
    }
  }
  return { total, failed };
}
