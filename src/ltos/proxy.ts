/** VS Code's `http.*` settings and the environment, as they are now. */
export interface ProxySettings {
  readonly proxySupport: 'off' | 'on' | 'override' | 'fallback';
  /** `http.proxy`; empty: look into the environment. May hold a log-in. */
  readonly proxy: string;
  /** `http.noProxy`; when not empty, the environment's NO_PROXY is not looked at, as in VS Code. */
  readonly noProxy: readonly string[];
  /** `http.proxyAuthorization`: the value of the Proxy-Authorization header. */
  readonly proxyAuthorization?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The proxy that a connection takes. */
export interface ProxyRoute {
  readonly url: URL;
  readonly authorization?: string | undefined;
}

const localHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1']);

/**
 * The proxy for a device (`scheme://host:port`) as VS Code would choose it: its settings first, then HTTPS_PROXY, HTTP_PROXY and ALL_PROXY in
 * either letter case; undefined means a direct connection. The URL may hold a log-in: show {@link proxyName} instead.
 */
export function resolveProxy(origin: string, settings: ProxySettings, bypassProxy = false): URL | undefined {
  if (bypassProxy || settings.proxySupport === 'off') {
    return undefined;
  }
  const { protocol, hostname, port } = new URL(origin);
  const host = hostname.replace(/^\[|\]$/g, '');
  const isSecure = protocol === 'https:';
  const usedPort = port === '' ? (isSecure ? '443' : '80') : port;
  if (localHosts.has(host)) {
    return undefined;
  }
  const exempt = settings.noProxy.length > 0 ? settings.noProxy : (variable(settings.env, 'no_proxy') ?? '').split(/[\s,]+/);
  if (exempt.some((entry) => isExempt(entry, host, usedPort))) {
    return undefined;
  }
  const fromSettings = parseProxy(settings.proxy);
  if (fromSettings !== undefined) {
    return fromSettings;
  }
  for (const name of isSecure ? ['https_proxy', 'http_proxy', 'all_proxy'] : ['http_proxy', 'https_proxy', 'all_proxy']) {
    const proxy = parseProxy(variable(settings.env, name) ?? '');
    if (proxy !== undefined) {
      return proxy;
    }
  }
  return undefined;
}

/** Like {@link resolveProxy}, with the log-in that the proxy needs: `proxyAuthorization`, else the user info of its URL. */
export function resolveRoute(origin: string, settings: ProxySettings | undefined, bypassProxy: boolean): ProxyRoute | undefined {
  const url = settings === undefined ? undefined : resolveProxy(origin, settings, bypassProxy);
  return url === undefined ? undefined : proxyRoute(url, settings?.proxyAuthorization);
}

/** A route through `url`; the log-in is `authorization` (a header value), else the user info of the URL. */
export function proxyRoute(url: URL, authorization?: string): ProxyRoute {
  if (authorization !== undefined && authorization.trim() !== '') {
    return { url, authorization: authorization.trim() };
  }
  if (url.username === '' && url.password === '') {
    return { url };
  }
  const login = `${decoded(url.username)}:${decoded(url.password)}`;
  return { url, authorization: `Basic ${Buffer.from(login).toString('base64')}` };
}

/** `host:port` of a proxy, without its log-in, for messages. */
export function proxyName(url: URL): string {
  return `${url.hostname}:${proxyPort(url)}`;
}

/** TCP port of a proxy. */
export function proxyPort(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}

function variable(env: ProxySettings['env'], name: string): string | undefined {
  return [env[name], env[name.toUpperCase()]].find((value) => value !== undefined && value !== '');
}

/** Environment variables often leave the scheme out. */
function parseProxy(text: string): URL | undefined {
  const trimmed = text.trim();
  if (trimmed === '') {
    return undefined;
  }
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`);
    return url.hostname === '' ? undefined : url;
  } catch {
    return undefined;
  }
}

/** `example.com`, `.example.com` and `*.example.com` match the name and what is below it; `:port` may follow; `*` matches all. */
function isExempt(entry: string, host: string, port: string): boolean {
  const [, bracketed, name = '', entryPort] = /^(?:\[([^\]]*)\]|([^:]*|.*:.*:.*?))(?::(\d+))?$/.exec(entry.trim().toLowerCase()) ?? [];
  const pattern = bracketed ?? name;
  if (pattern === '' || (entryPort !== undefined && entryPort !== port)) {
    return false;
  }
  if (pattern === '*' || pattern === host) {
    return true;
  }
  if (pattern.includes('/')) {
    return isInIpv4Range(host, pattern);
  }
  const suffix = pattern.replace(/^\*?\.?/, '.');
  return `.${host}`.endsWith(suffix);
}

/** `10.0.0.0/8`: curl and the other tools take it in NO_PROXY. */
function isInIpv4Range(host: string, range: string): boolean {
  const [base = '', bitsText = ''] = range.split('/', 2);
  const bits = Number(bitsText);
  const [address, network] = [ipv4Number(host), ipv4Number(base)];
  if (address === undefined || network === undefined || !/^\d+$/.test(bitsText) || bits > 32) {
    return false;
  }
  const size = 2 ** (32 - bits);
  return Math.floor(address / size) === Math.floor(network / size);
}

function ipv4Number(text: string): number | undefined {
  const octets = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) ? text.split('.').map(Number) : [];
  return octets.length === 4 && octets.every((octet) => octet <= 255) ? octets.reduce((sum, octet) => sum * 256 + octet, 0) : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
