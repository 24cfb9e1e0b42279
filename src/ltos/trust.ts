import tls from 'node:tls';

let systemContext: tls.SecureContext | undefined;
let pinnedContext: tls.SecureContext | undefined;

/**
 * Trusts what this computer trusts: Node's own list, NODE_EXTRA_CA_CERTS and, where Node can read it, the operating system's store. Built once,
 * at the first need, since it takes some 50 ms.
 */
export function systemTrust(): tls.SecureContext {
  systemContext ??= tls.createSecureContext(systemCertificates());
  return systemContext;
}

/** Trusts no authority at all and so is cheap: for connections whose certificate is compared with a pin. */
export function pinnedTrust(): tls.SecureContext {
  pinnedContext ??= tls.createSecureContext({ ca: [] });
  return pinnedContext;
}

function systemCertificates(): tls.SecureContextOptions {
  // Absent in Node 20, where the default context holds Node's own list and NODE_EXTRA_CA_CERTS.
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default' | 'bundled' | 'extra' | 'system') => string[] };
  if (getCACertificates === undefined) {
    return {};
  }
  const own = [...tls.rootCertificates, ...getCACertificates('default'), ...getCACertificates('extra')];
  try {
    return { ca: [...new Set([...own, ...getCACertificates('system')])] };
  } catch {
    // A store that cannot be read must not keep public certificates from working.
    return { ca: [...new Set(own)] };
  }
}
