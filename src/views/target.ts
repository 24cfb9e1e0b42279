/** What a command acts on: its one argument, given by a keybinding, another extension, or as a tree node. */
export interface Target {
  readonly deviceId: string;
  readonly slotId?: string;
  readonly instanceId?: string;
}

/** Reads a command's argument: a {@link Target}, a tree node, or nothing usable (then `undefined`). */
export function asTarget(argument: unknown): Target | undefined {
  if (typeof argument !== 'object' || argument === null) {
    return undefined;
  }
  const { deviceId, slotId, instanceId } = argument as Record<string, unknown>;
  if (typeof deviceId !== 'string') {
    return undefined;
  }
  return {
    deviceId,
    ...(typeof slotId === 'string' ? { slotId } : {}),
    ...(typeof instanceId === 'string' ? { instanceId } : {}),
  };
}
