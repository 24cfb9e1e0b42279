/** Above all that a case waits for, and below the limit of a test. */
const limitMs = 8_000;

/** Resolves when `condition` holds. Rejects with what was waited for, and with what there is instead, when it does not for long. */
export async function until(what: string, condition: () => boolean, instead: () => unknown = () => ''): Promise<void> {
  const end = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > end) {
      throw new Error(`Waited in vain until ${what}. ${JSON.stringify(instead())}`);
    }
    await new Promise<void>((resolve) => setTimeout(resolve, 2));
  }
}
