import type { Json, JsonObject } from '../model/json';
import { isJsonObject } from '../model/json';
import { hostileModule } from './hostileModule';
import { hps100 } from './otherCards';
import type { VariantName } from './variantName';

/**
 * What a variant makes of a PSX card's standard module; `undefined` is an empty slot.
 * `emptyPsxSlot` and `wrongCard` concern the first PSX slot only.
 */
export function moduleInVariant(module: JsonObject, variant: VariantName, isFirst: boolean): JsonObject | undefined {
  const { ptp, ...card } = module;
  const instances = instancesOf(ptp);
  switch (variant) {
    case 'standard':
    case 'slotsAsMap':
      return module;
    case 'flat':
      return { ...card, ptp: { instances: instances.map(flatInstance) } };
    case 'keyedByObjectId':
      return { ...card, ptp: { instances: Object.fromEntries(instances.map(keyedInstance)) } };
    case 'singleWithoutInstances':
      return { ...card, ptp: instances[0] ? keyedInstance(instances[0])[1] : {} };
    case 'psxPtpInstances':
      return { ...card, psx: { 'ptp-instances': instances } };
    case 'ptpv2List':
      return { ...card, ptpv2: instances };
    case 'notRunning':
      return { ...card, ptp: { instances: instances.map(stoppedInstance) } };
    case 'emptyPsxSlot':
      return isFirst ? undefined : module;
    case 'wrongCard':
      return isFirst ? hps100(instances[0] ? keyedInstance(instances[0])[1] : {}) : module;
    case 'driftedEnums':
      return { ...card, ptp: { instances: instances.map(driftedInstance) } };
    case 'hostile':
      return hostileModule(module);
  }
}

function instancesOf(ptp: Json | undefined): readonly JsonObject[] {
  const instances = isJsonObject(ptp) ? ptp.instances : undefined;
  return Array.isArray(instances) ? (instances as readonly Json[]).filter(isJsonObject) : [];
}

function keyedInstance(instance: JsonObject): [string, JsonObject] {
  const { 'object-id': objectId, ...values } = instance;
  return [typeof objectId === 'string' ? objectId : '', values];
}

/** Other names for some members, where the values of all data sets stand side by side. */
const flatNames: Readonly<Record<string, string>> = {
  'grandmaster-identity': 'gm-id',
  'grandmaster-clock-class': 'gm-clock-class',
  'grandmaster-clock-accuracy': 'gm-clock-accuracy',
  'grandmaster-priority1': 'gm-priority1',
  'grandmaster-priority2': 'gm-priority2',
  'grandmaster-offset-scaled-log-variance': 'gm-variance',
  'offset-from-master': 'offset',
  'mean-path-delay': 'path-delay',
};

function flatInstance(instance: JsonObject): JsonObject {
  const flat: Record<string, Json> = {};
  for (const [key, member] of Object.entries(instance)) {
    const members: Record<string, Json | undefined> = isJsonObject(member) ? member : { [key]: member };
    for (const [name, value] of Object.entries(members)) {
      if (value !== undefined) {
        flat[flatNames[name] ?? name] = value;
      }
    }
  }
  return flat;
}

/** Ways in which an absent value has been seen to be written. */
const absentValues: readonly Json[] = ['n/a', null, '-', '', 'N/A', 'unknown'];

/** An instance that does not run: it keeps its name, and everything else is absent in one way or another. */
function stoppedInstance(instance: JsonObject, index: number): JsonObject {
  const { 'object-id': objectId, alias, interface: networkInterface, ...values } = instance;
  return {
    'object-id': objectId,
    alias,
    interface: networkInterface,
    ...withoutValues(values, absentValues[index % absentValues.length] ?? null),
    running: false,
    'unicast-clients': [],
  };
}

function withoutValues(node: JsonObject, absent: Json): JsonObject {
  return Object.fromEntries(
    Object.entries(node).map(([key, member]) => [key, isJsonObject(member) ? withoutValues(member, absent) : absent]),
  );
}

/** Spellings of the port state and of other enumerations that differ from one instance to the next. */
const drifted: readonly (readonly [portState: Json, clockAccuracy: Json, profile: Json, delayMechanism: Json])[] = [
  ['PRE_MASTER', '< 100 ns', 'SMPTE ST 2059-2', 'E2E [0]'],
  ['slave [9]', 'accurateTo100ns', { value: 7, name: 'G.8275.2' }, 'end2end'],
  [12, 33, 'Telecom G.8275.1', 0],
];

function driftedInstance(instance: JsonObject, index: number): JsonObject {
  const [portState, clockAccuracy, profile, delayMechanism] = drifted[index % drifted.length] ?? [];
  return {
    ...instance,
    profile,
    'default-ds': { ...member(instance, 'default-ds'), 'clock-accuracy': clockAccuracy },
    'port-ds': { ...member(instance, 'port-ds'), 'port-state': portState, 'delay-mechanism': delayMechanism },
  };
}

function member(node: JsonObject, key: string): JsonObject {
  const value = node[key];
  return isJsonObject(value) ? value : {};
}
