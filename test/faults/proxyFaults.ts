import type { FaultSetup } from './faultBench';
import type { FaultCase, FaultGroup } from './faultCase';
import type { ForwardProxyFault } from './forwardProxy';

const https: FaultSetup = { scheme: 'https', route: 'proxy' };
const http: FaultSetup = { scheme: 'http', route: 'proxy' };
const proxyFailed = { state: 'retrying', kind: 'proxyFailed' } as const;

function atTheProxy(name: string, fault: ForwardProxyFault, expected: FaultCase['expected'], setup: FaultSetup): FaultCase {
  return {
    name,
    setup,
    expected,
    begin: ({ forwardProxy }) => {
      forwardProxy.fault = fault;
      forwardProxy.cut();
    },
    end: ({ forwardProxy }) => {
      forwardProxy.fault = undefined;
      forwardProxy.cut();
    },
  };
}

/** What an HTTP proxy can do. */
export const proxyFaults: FaultGroup = {
  heading: 'HTTP proxy',
  cases: [
    {
      name: 'The proxy refuses connections',
      setup: https,
      begin: ({ forwardProxy }) => forwardProxy.down(),
      end: ({ forwardProxy }) => forwardProxy.up(),
      expected: proxyFailed,
    },
    atTheProxy('The proxy asks for a log-in (407)', { kind: 'status', status: 407 }, proxyFailed, https),
    atTheProxy('The proxy asks for a log-in (407), device without TLS', { kind: 'status', status: 407 }, proxyFailed, http),
    atTheProxy('The proxy does not allow the device (403)', { kind: 'status', status: 403 }, proxyFailed, https),
    atTheProxy('The proxy does not reach the device (502)', { kind: 'status', status: 502 }, proxyFailed, https),
    atTheProxy('The proxy does not reach the device (502), device without TLS', { kind: 'status', status: 502 }, proxyFailed, http),
    atTheProxy('The proxy closes the connection', { kind: 'closes' }, proxyFailed, https),
    atTheProxy('The proxy answers with garbage', { kind: 'garbage' }, proxyFailed, https),
    atTheProxy('The proxy does not answer', { kind: 'silent' }, { state: 'retrying', kind: 'timeout' }, https),
  ],
};
