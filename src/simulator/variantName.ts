/**
 * The shapes in which a PSX module might arrive. Its JSON is not public, so a client has to cope with all of them.
 *
 * - `standard`: `module.ptp.instances[]`, one object per data set
 * - `flat`: as `standard`, with all values of an instance at one level
 * - `keyedByObjectId`: `module.ptp.instances` is an object whose keys are the object-ids
 * - `singleWithoutInstances`: `module.ptp` holds the values of the card's only instance
 * - `psxPtpInstances`: `module.psx.ptp-instances[]`
 * - `ptpv2List`: `module.ptpv2[]`
 * - `notRunning`: instances that do not run; values absent as `n/a`, `null`, `-` …
 * - `emptyPsxSlot`: the first PSX slot holds no module
 * - `wrongCard`: the first PSX slot holds an HPS100
 * - `driftedEnums`: other spellings of enumerations (`PRE_MASTER`, `slave [9]`) and an unknown number
 * - `slotsAsMap`: `chassis0.slots` is an object whose keys are the slot ids
 * - `hostile`: HTML, script, control characters and a very long line in names and values
 */
export const variantNames = [
  'standard',
  'flat',
  'keyedByObjectId',
  'singleWithoutInstances',
  'psxPtpInstances',
  'ptpv2List',
  'notRunning',
  'emptyPsxSlot',
  'wrongCard',
  'driftedEnums',
  'slotsAsMap',
  'hostile',
] as const;

/** One of {@link variantNames}. */
export type VariantName = (typeof variantNames)[number];
