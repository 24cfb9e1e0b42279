/** Reports at most this many: one fault that repeats with every row must not fill the log. */
const maxReports = 20;

/** Catches what goes wrong in the page and nobody caught, and reports it. */
export function watchProblems(report: (text: string) => void): void {
  let count = 0;
  const tell = (text: string) => {
    count += 1;
    if (count <= maxReports) {
      report(text);
    }
  };
  window.addEventListener('error', (event) => tell(`${event.message} (${event.filename}:${event.lineno}:${event.colno})`));
  window.addEventListener('unhandledrejection', (event) => tell(`Unhandled rejection: ${describe(event.reason)}`));
  document.addEventListener('securitypolicyviolation', (event) => tell(`Refused by the content security policy: ${event.violatedDirective} ${event.blockedURI}`));
}

function describe(reason: unknown): string {
  return reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
}
