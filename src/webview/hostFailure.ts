/** A request to the host that failed: what happened, and what the user can do next. */
export class HostFailure extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/** Any error as a failure with a hint. */
export function toHostFailure(error: unknown): HostFailure {
  return error instanceof HostFailure
    ? error
    : new HostFailure(error instanceof Error ? error.message : String(error), 'Close this panel and open it again.');
}
