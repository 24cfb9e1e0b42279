import { formatLogInterval } from '../../model/logInterval';
import type { PtpDataSets, UnicastClient } from '../../model/ptpDataSets';
import { absentText } from '../../model/ptpWords';
import type { ClientRow, InstanceContent } from '../../webview/instance/instanceMessages';

/** How many clients there are, and what that takes. */
export function clientSummary(dataSets: PtpDataSets | undefined): InstanceContent['clients'] {
  const listed = dataSets?.unicastClients.length ?? 0;
  const { unicastClients, maxUnicastClients, utilizationPercent } = dataSets?.statistics ?? {};
  const total = unicastClients ?? (listed > 0 ? listed : undefined);
  const words = [
    total === undefined ? 'not told' : maxUnicastClients === undefined ? String(total) : `${total} of ${maxUnicastClients}`,
    utilizationPercent === undefined ? '' : `utilisation ${utilizationPercent} %`,
    total !== undefined && listed > 0 && listed < total ? `the first ${listed} are listed` : '',
  ];
  return { summary: words.filter((word) => word !== '').join(' · '), count: listed };
}

/** One client in words. */
export function clientRow({ id, address, clockIdentity, logAnnounceInterval, logSyncInterval, logDelayReqInterval, remainingSeconds }: UnicastClient): ClientRow {
  const interval = (value: number | undefined): string => (value === undefined ? absentText : formatLogInterval(value));
  return {
    id,
    address: address ?? absentText,
    clockIdentity: clockIdentity ?? absentText,
    announce: interval(logAnnounceInterval),
    sync: interval(logSyncInterval),
    delayRequest: interval(logDelayReqInterval),
    remaining: remainingSeconds === undefined ? absentText : `${remainingSeconds} s`,
  };
}
