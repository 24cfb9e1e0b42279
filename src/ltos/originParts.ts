/** Host of an origin as sockets take it: an IPv6 address without brackets. */
export function hostOfOrigin(origin: string): string {
  return new URL(origin).hostname.replace(/^\[|\]$/g, '');
}

/** TCP port of an origin. */
export function portOfOrigin(origin: string): number {
  const { port, protocol } = new URL(origin);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
