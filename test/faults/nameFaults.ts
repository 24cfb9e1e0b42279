import type { FaultCase, FaultGroup } from './faultCase';
import type { NameService } from './nameService';

function ofTheNameService(name: string, failure: NameService['failure']): FaultCase {
  return {
    name,
    setup: { route: 'name' },
    begin: ({ names, proxy }) => {
      names.failure = failure;
      proxy.cut();
    },
    end: ({ names }) => {
      names.failure = undefined;
    },
    expected: { state: 'retrying', kind: 'cannotResolve' },
  };
}

/** What the name service can do. */
export const nameFaults: FaultGroup = {
  heading: 'Name service',
  cases: [ofTheNameService('The name is not known any more', 'ENOTFOUND'), ofTheNameService('The DNS server does not answer', 'EAI_AGAIN')],
};
