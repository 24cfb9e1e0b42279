import type { Json } from '../model/json';
import { answerFromTree } from './api';
import { Chassis } from './chassis';
import { ChassisClock } from './chassisClock';
import { Scenario } from './scenario';
import type { VariantName } from './variantName';

/** 2026-02-11T22:05:07Z: a fixture is the same every time. */
const fixtureTimeMs = 1_770_847_507_000;

export interface FixtureOptions {
  /** As asked for with `?raw`: integers instead of enumeration texts. */
  readonly raw?: boolean;
  /** What was asked for; default `/api/status/chassis0/slots/io3/module`. */
  readonly path?: string;
}

/**
 * The answer for the first PSX module in a variant, as plain JSON and always with the same values.
 * For `emptyPsxSlot`, which has no module, the answer for its slot.
 */
export function moduleFixture(variant: VariantName, options: FixtureOptions = {}): Json {
  const slotPath = '/api/status/chassis0/slots/io3';
  const path = options.path ?? (variant === 'emptyPsxSlot' ? slotPath : `${slotPath}/module`);
  const moment = new ChassisClock(fixtureTimeMs).moment(fixtureTimeMs, new Scenario(() => fixtureTimeMs, false).state());
  const trees = new Chassis({ variant }).trees(moment);
  return JSON.parse(answerFromTree(trees, path, new URLSearchParams(options.raw ? 'raw' : ''), {}).body) as Json;
}
