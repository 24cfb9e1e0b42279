/** Every way in which a request to a device can fail. */
export const faultKinds = [
  'cannotResolve',
  'refused',
  'unreachable',
  'timeout',
  'connectionLost',
  'tlsUntrusted',
  'tlsChanged',
  'tlsFailed',
  'unauthorized',
  'forbidden',
  'apiDisabled',
  'notFound',
  'redirected',
  'throttled',
  'serverError',
  'notJson',
  'truncated',
  'tooLarge',
  'unexpectedShape',
  'proxyFailed',
  'credentialsMissing',
  'credentialsUnreadable',
  'cancelled',
  'internal',
] as const;

/** The kind of a {@link Fault}: stable codes that programs may compare. */
export type FaultKind = (typeof faultKinds)[number];

/** What a person needs to decide whether to trust a certificate. */
export interface CertificateSummary {
  readonly subject: string;
  readonly issuer: string;
  /** As the certificate prints it, e.g. `Nov 23 06:31:00 2026 GMT`. */
  readonly validFrom: string;
  readonly validTo: string;
  /** SHA-256 of the DER form, upper-case hexadecimal pairs with colons: `AA:BB:…`. */
  readonly fingerprint256: string;
}

/** A failure as a person sees it: what kind, one sentence, and what to do next. Never holds a secret. */
export interface Fault {
  readonly kind: FaultKind;
  readonly message: string;
  readonly hint: string;
  /** Present for `tlsUntrusted` and `tlsChanged`. */
  readonly certificate?: CertificateSummary;
}
