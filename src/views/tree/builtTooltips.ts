/** A tooltip is taken to be open no longer than this: repainting its row, or one above, would dismiss it. */
const tooltipOpenMs = 10_000;

/** What the tooltips of rows said when they were built: VS Code keeps each until its row is repainted. */
export class BuiltTooltips {
  readonly #texts = new Map<string, string>();
  /** When the last one was built. Monotonic, in milliseconds. */
  #builtAt = Number.NEGATIVE_INFINITY;

  /** The tooltip of a row was built, as the pointer is on the row. */
  add(rowId: string, text: string): void {
    this.#texts.set(rowId, text);
    this.#builtAt = performance.now();
  }

  /** The row is repainted, or gone: VS Code asks for its tooltip anew. */
  forget(rowId: string): void {
    this.#texts.delete(rowId);
  }

  /** Whether the row has a tooltip that would say something else now, and no tooltip is open any more. */
  isOld(rowId: string, textNow: () => string | undefined): boolean {
    const said = this.#texts.get(rowId);
    return said !== undefined && performance.now() - this.#builtAt >= tooltipOpenMs && said !== textNow();
  }
}
