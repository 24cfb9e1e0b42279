/** Where a device is reached. */
export interface DeviceAddress {
  readonly scheme: 'http' | 'https';
  /** Lower case, an IPv6 address without its brackets. */
  readonly hostname: string;
  readonly port: number;
  /** `scheme://host:port`, the port always written out, an IPv6 address in brackets. */
  readonly origin: string;
}

/** An address, or one sentence that says what to do about the text. */
export type ParsedDeviceAddress = { readonly ok: true; readonly address: DeviceAddress } | { readonly ok: false; readonly message: string };

interface HostText {
  readonly scheme: 'http' | 'https' | undefined;
  readonly host: string;
  readonly port: number | undefined;
}

/**
 * Reads what a person entered as host (an IP address, a name, or a URL with `http://` or `https://`, with or without a port) and port.
 * Port 443 means HTTPS; any other port means HTTP unless the host starts with `https://`; without port and scheme it is HTTPS on 443.
 */
export function parseDeviceAddress(host: string, port?: number): ParsedDeviceAddress {
  const text = splitHostText(host.trim());
  if (typeof text === 'string') {
    return { ok: false, message: text };
  }
  if (port !== undefined && text.port !== undefined && port !== text.port) {
    return { ok: false, message: `The host says port ${text.port} and the port is ${port}. Enter the port in one place only.` };
  }
  const givenPort = port ?? text.port;
  if (givenPort !== undefined && !(Number.isInteger(givenPort) && givenPort >= 1 && givenPort <= 65_535)) {
    return { ok: false, message: 'Enter a port from 1 to 65535.' };
  }
  const hostname = normalHostname(text.host);
  if (hostname === undefined) {
    return { ok: false, message: `"${shown(text.host)}" is not a host. Enter an IP address or a host name, e.g. 10.0.4.20 or lantime.example.com.` };
  }
  const scheme = schemeFor(text.scheme, givenPort);
  const usedPort = givenPort ?? (scheme === 'https' ? 443 : 80);
  const bracketed = hostname.includes(':') ? `[${hostname}]` : hostname;
  return { ok: true, address: { scheme, hostname, port: usedPort, origin: `${scheme}://${bracketed}:${usedPort}` } };
}

/** True when the bus address asks for no proxy: `bypassproxy` in any letter case, spaces ignored, a `;value` suffix tolerated. */
export function isBypassProxy(busAddress: string): boolean {
  const [word = ''] = busAddress.split(';', 1);
  return word.replace(/\s/g, '').toLowerCase() === 'bypassproxy';
}

function schemeFor(scheme: HostText['scheme'], port: number | undefined): 'http' | 'https' {
  if (port === undefined) {
    return scheme ?? 'https';
  }
  return port === 443 || scheme === 'https' ? 'https' : 'http';
}

/** The parts of a host text, or a sentence about what is wrong with it. */
function splitHostText(text: string): HostText | string {
  if (text === '') {
    return 'Enter the address of the device: an IP address, a host name or a URL.';
  }
  const [, schemeText, rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(text) ?? [];
  const scheme = schemeText?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    return `"${shown(scheme)}://" is not supported. Enter an address with http:// or https://, or without a scheme.`;
  }
  if (rest.includes('@')) {
    return 'Enter the address without user name and password: they are asked for separately.';
  }
  // A browser's address line ends with one slash, which is no path yet.
  const authority = rest.endsWith('/') ? rest.slice(0, -1) : rest;
  if (/[/\\?#]/.test(authority)) {
    return 'Enter only the host, without a path: the extension knows the paths of the REST API.';
  }
  const [, bracketed, bracketedPort] = /^\[([^[\]]*)\](?::(\d{1,9}))?$/.exec(authority) ?? [];
  if (bracketed !== undefined) {
    return bracketed.includes(':') ? { scheme, host: bracketed, port: portNumber(bracketedPort) } : 'Enter brackets only around an IPv6 address.';
  }
  const colons = authority.split(':').length - 1;
  if (colons !== 1) {
    return { scheme, host: authority, port: undefined };
  }
  const [, host, port] = /^([^:]+):(\d{1,9})$/.exec(authority) ?? [];
  return host === undefined ? 'Enter the port as a number after the colon, e.g. 10.0.4.20:8443.' : { scheme, host, port: portNumber(port) };
}

function portNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** The host as a URL writes it; undefined when it is none. Uses the URL parser, as the request will. */
function normalHostname(host: string): string | undefined {
  const isIpv6 = host.includes(':');
  if (isIpv6 ? !/^[0-9a-f:.]+$/i.test(host) : !/^[\p{L}\p{N}\p{M}._-]+$/u.test(host)) {
    return undefined;
  }
  let hostname: string;
  try {
    ({ hostname } = new URL(`http://${isIpv6 ? `[${host}]` : host}/`));
  } catch {
    return undefined;
  }
  if (isIpv6) {
    return hostname.slice(1, -1);
  }
  // The URL parser reads "10.1" and "012.0.0.1" as IPv4 addresses; nobody means that.
  const isMangledIpv4 = /^\d+(?:\.\d+){3}$/.test(hostname) && hostname !== host;
  const hasGoodLabels = /^(?!-)[a-z0-9_-]{1,63}(?:\.(?!-)[a-z0-9_-]{1,63})*\.?$/.test(hostname) && hostname.length <= 254;
  return isMangledIpv4 || !hasGoodLabels ? undefined : hostname;
}

function shown(text: string): string {
  const printable = text.replace(/\p{C}/gu, ' ');
  return printable.length > 60 ? `${printable.slice(0, 60)}…` : printable;
}
