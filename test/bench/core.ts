/** What the benches measure, bundled and minified as in the package. */
export { decodeChassis, decodeModule, decodeSystem } from '../../src/ltos/decode';
export { LtosClient } from '../../src/ltos/ltosClient';
export { SessionLogs } from '../../src/sessions/sessionLogs';
export { FleetStore } from '../../src/polling/fleetStore';
export { PollingFeed } from '../../src/polling/pollingFeed';
export { defaultPollingSettings } from '../../src/polling/pollingSettings';
export { InterAppBus } from '../../src/interapp/interAppBus';
export { createFleetMetrics } from '../../src/metrics';
