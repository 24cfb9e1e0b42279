import type { InterAppHandler } from '../../model/interApp';
import type { TableFilter } from '../table/tableDefinition';
import { communicationFilters, type CommunicationTexts } from './communicationColumns';
import { stateFilter } from './commonColumns';
import type { InterAppTraffic } from './interAppTraffic';

/** The quick filters of the table Handlers: by its own state, and by what the communications are filtered by. */
export function handlerFilters(bus: Pick<InterAppTraffic, 'get'>, deviceName: CommunicationTexts['deviceName']): readonly TableFilter<InterAppHandler>[] {
  const [, ...ofCommunication] = communicationFilters(deviceName);
  return [stateFilter(), ...ofCommunication.map((filter) => viaCommunication(filter, bus))];
}

type CommunicationFilter = ReturnType<typeof communicationFilters>[number];

/** A communication that is not kept any more passes no filter. */
function viaCommunication(filter: CommunicationFilter, bus: Pick<InterAppTraffic, 'get'>): TableFilter<InterAppHandler> {
  const passes = (handler: InterAppHandler, asks: (communication: Parameters<CommunicationFilter['passes']>[0]) => boolean): boolean => {
    const communication = bus.get(handler.communicationId);
    return communication !== undefined && asks(communication);
  };
  switch (filter.kind) {
    case 'toggle':
      return { ...filter, passes: (handler: InterAppHandler) => passes(handler, (communication) => filter.passes(communication)) };
    case 'threshold':
      return { ...filter, passes: (handler: InterAppHandler, value: number) => passes(handler, (communication) => filter.passes(communication, value)) };
    default:
      return { ...filter, passes: (handler: InterAppHandler, value: string) => passes(handler, (communication) => filter.passes(communication, value)) };
  }
}
