import type { DefaultDataSet, PortDataSet, PtpDataSets } from '../../../src/model/ptpDataSets';

/** The data sets of an instance that says nothing but what is given. */
export function dataSetsWith(own: DefaultDataSet = {}, port: PortDataSet = {}, more: Partial<PtpDataSets> = {}): PtpDataSets {
  return { default: own, current: {}, parent: {}, timeProperties: {}, port, statistics: { messageCounters: [] }, unicastClients: [], otherProperties: [], ...more };
}
