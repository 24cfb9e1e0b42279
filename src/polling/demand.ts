/** How much somebody looks at the data, most first. */
export const demandLevels = ['panel', 'tree', 'hidden', 'unfocused'] as const;

export type DemandLevel = (typeof demandLevels)[number];

const multipliers: Readonly<Record<DemandLevel, number>> = { panel: 1, tree: 1, hidden: 3, unfocused: 6 };

/** By what the polling interval is multiplied. */
export function intervalMultiplier(level: DemandLevel): number {
  return multipliers[level];
}

/** The level that asks for more; `undefined` asks for nothing. */
export function higherDemand(one: DemandLevel, other: DemandLevel | undefined): DemandLevel {
  return other !== undefined && demandLevels.indexOf(other) < demandLevels.indexOf(one) ? other : one;
}
