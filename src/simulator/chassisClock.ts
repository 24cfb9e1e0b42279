import type { ChassisMoment } from './chassisMoment';
import type { ScenarioState } from './scenario';

/** How long the chassis had been running when the simulation began: 11 days and some. */
const uptimeAtStartMs = 957_431_250;

/** Which firmware brought which generation of the REST API. */
const firmwareByApiGeneration: Readonly<Record<string, string>> = {
  '8': 'fw_7.04.022',
  '10': 'fw_7.06.014',
  '16': 'fw_7.08.003',
  '17': 'fw_7.08.012',
  '20': 'fw_7.10.006',
};

/** Tells the chassis's moments: from `startedAtMs` on, with uptime and firmware. */
export class ChassisClock {
  readonly #bootedAtMs: number;
  readonly #apiVersion: string;

  constructor(startedAtMs: number, apiVersion = '17.02.003') {
    this.#bootedAtMs = startedAtMs - uptimeAtStartMs;
    this.#apiVersion = apiVersion;
  }

  moment(nowMs: number, scenario: ScenarioState): ChassisMoment {
    const generation = String(Number.parseInt(this.#apiVersion, 10));
    return {
      nowMs,
      bootedAtMs: this.#bootedAtMs,
      uptimeSeconds: (nowMs - this.#bootedAtMs) / 1000,
      scenario,
      apiVersion: this.#apiVersion,
      firmware: this.#apiVersion === '' ? 'fw_7.05.022-testing' : (firmwareByApiGeneration[generation] ?? 'fw_7.08.012'),
    };
  }
}
