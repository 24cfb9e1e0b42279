/** How a bare number of an offset or a delay is taken. `auto`: whole numbers are ns, small fractions are seconds. */
export type OffsetUnit = 'auto' | 'ns' | 's';

/** How to decode an answer. */
export interface DecodeOptions {
  /** The slot that was asked for, for answers that do not name it. */
  readonly slotId?: string;
  readonly offsetUnit?: OffsetUnit;
  /**
   * Whether the answer was asked for with `?raw`. Where Meinberg's numbers contradict those of IEEE 1588, a bare number
   * is Meinberg's own in a raw answer (the default); in an answer that should hold words it is shown as unknown.
   */
  readonly raw?: boolean;
}

/** How to decode the answer about one module. */
export type ModuleOptions = DecodeOptions & { readonly slotId: string };

/** What the reader of a value may have to know besides it. */
export interface ReadContext extends DecodeOptions {
  /** The unit that the key names. */
  readonly unit?: string | undefined;
  /** Only known values count, because the key may mean something else. */
  readonly mustFit?: boolean;
}
