import type { DeviceSnapshot } from '../../model/snapshot';
import { deviceNamed, isProblem } from '../link';

/** What the tools may be given; the schemas in package.json describe it to the model. */
export interface ToolInput {
  /** Name or id of a device. */
  readonly device?: string;
  readonly slot?: string;
  readonly details: boolean;
  readonly limit?: number;
}

/** Reads the input of a tool: models send empty texts and other types for what they leave out. */
export function toolInput(input: unknown): ToolInput {
  const { device, slot, details, limit } = (typeof input === 'object' && input !== null ? input : {}) as Readonly<Record<string, unknown>>;
  const named = textOf(device);
  const slotId = textOf(slot);
  return {
    ...(named === undefined ? {} : { device: named }),
    ...(slotId === undefined ? {} : { slot: slotId }),
    details: details === true,
    ...(typeof limit === 'number' && limit >= 1 ? { limit: Math.trunc(limit) } : {}),
  };
}

/** The devices that the input means: the named one, or all. Throws an error that tells the model what to do. */
export function devicesOf(devices: readonly DeviceSnapshot[], { device }: ToolInput): readonly DeviceSnapshot[] {
  if (device === undefined) {
    return devices;
  }
  const found = deviceNamed(devices, device);
  if (isProblem(found)) {
    throw new Error(`${found.message} ${found.hint}`);
  }
  return [found];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
