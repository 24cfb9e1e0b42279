/** Not among the ports that exporters commonly use; 319 is PTP's event port. */
export const defaultMetricsPort = 10_319;
/** Only programs on the same computer. */
export const defaultMetricsAddress = '127.0.0.1';
