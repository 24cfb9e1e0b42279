/** MAC address of port `portIndex` of the card in `slotNumber`, as LTOS writes it. */
export function macAddress(slotNumber: number, portIndex: number): string {
  return ['ec', '46', '70', '0a', hexPair(slotNumber), hexPair(0x10 + portIndex)].join(':');
}

/** Clock identity of a PTP instance: an EUI-64 of its own. */
export function clockIdentity(slotNumber: number, instanceIndex: number): string {
  return ['EC', '46', '70', 'FF', 'FE', '0A', hexPair(slotNumber), hexPair(0x20 + instanceIndex)].join('-').toUpperCase();
}

/** Clock identity of a device elsewhere in the network: clients, and the grandmasters of slaves. */
export function foreignClockIdentity(number: number): string {
  return ['00', '1B', '19', 'FF', 'FE', hexPair(number >> 16), hexPair(number >> 8), hexPair(number)].join('-').toUpperCase();
}

function hexPair(byte: number): string {
  return (byte & 0xff).toString(16).padStart(2, '0');
}
