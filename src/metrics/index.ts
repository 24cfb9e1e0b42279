export { createFleetMetrics, type FleetMetrics } from './fleetMetrics';
export { isServedByUs } from './healthProbe';
export { startMetricsServer, type MetricsServer } from './metricsServer';
export { MetricsServerError } from './metricsServerError';
