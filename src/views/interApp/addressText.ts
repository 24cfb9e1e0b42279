/**
 * An address as a person reads it: `card/GM-North/io3` for `card/<device id>/io3`, since ids of devices say nothing.
 * `deviceName` gives the name of a device by its id, or the id when there is none.
 */
export function addressText(address: string, deviceName: (deviceId: string) => string): string {
  const [kind = '', ...parts] = address.split('/').map(decoded);
  const [deviceId, ...rest] = parts;
  return isOfDevice(kind) && deviceId !== undefined ? [kind, deviceName(deviceId), ...rest].join('/') : [kind, ...parts].join('/');
}

function isOfDevice(kind: string): boolean {
  return kind === 'chassis' || kind === 'card' || kind === 'ptp';
}

/** A refused communication may have an address that is none. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
