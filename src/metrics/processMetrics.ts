import { Counter, Gauge, type Registry } from 'prom-client';

/** The metrics of a process under the names that every Prometheus client library gives them. */
export function registerProcessMetrics(registry: Registry): void {
  const registers = [registry];
  new Gauge({ name: 'process_start_time_seconds', help: 'Start of the process, in seconds since the epoch.', registers }).set(
    Math.round(Date.now() / 1000 - process.uptime()),
  );
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Memory of the process.',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'User and system CPU time of the process.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
}
