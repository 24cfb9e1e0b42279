/** Why metrics cannot be served. */
export type MetricsServerFaultKind = 'addressInUse' | 'addressUnavailable' | 'notPermitted' | 'internal';

/** The error that starting a metrics server rejects with: what kind, one sentence, and what to do next. */
export class MetricsServerError extends Error {
  override readonly name = 'MetricsServerError';
  readonly kind: MetricsServerFaultKind;
  readonly hint: string;

  constructor(kind: MetricsServerFaultKind, message: string, hint: string, cause: unknown) {
    super(message, { cause });
    this.kind = kind;
    this.hint = hint;
  }
}

/** `where` is the address and the port that were asked for. */
export function metricsServerError(where: string, error: unknown): MetricsServerError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  switch (code) {
    case 'EADDRINUSE':
      return new MetricsServerError('addressInUse', `Another program uses ${where} already.`, 'Choose another port, or end the other program.', error);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
      return new MetricsServerError(
        'addressUnavailable',
        `${where} is not an address of this computer.`,
        'Use 127.0.0.1 for this computer only, or one of its own IP addresses.',
        error,
      );
    case 'EACCES':
    case 'EPERM':
      return new MetricsServerError('notPermitted', `This user may not listen on ${where}.`, 'Choose a port from 1024 upwards.', error);
    default:
      return new MetricsServerError('internal', `Nothing can listen on ${where} (${code}).`, 'Choose another address or port.', error);
  }
}
