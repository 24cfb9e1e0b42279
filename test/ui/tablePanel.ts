import { expect, type FrameLocator, type Locator } from '@playwright/test';
import { exactly } from './quickInput.ts';

/** One table of a panel. */
export class TablePanel {
  readonly grid: Locator;
  /** The rows in the document: those in sight and some around them. */
  readonly rows: Locator;
  readonly filter: Locator;
  readonly rowCount: Locator;
  readonly figures: Locator;
  readonly detail: Locator;
  readonly statusLine: Locator;

  private readonly table: FrameLocator | Locator;

  /** `label`: of the table, when the page has several. */
  constructor(
    readonly frame: FrameLocator,
    label?: string,
  ) {
    this.table = label === undefined ? frame : frame.getByRole('region', { name: label, exact: true });
    this.grid = this.table.getByRole('grid');
    this.rows = this.table.locator('.grid-body .grid-row');
    this.filter = this.table.getByRole('textbox', { name: /^Filter / });
    this.rowCount = this.table.locator('.row-count');
    this.figures = this.table.locator('.figures');
    this.detail = this.table.locator('.detail');
    this.statusLine = frame.locator('.status-line');
  }

  button(name: string): Locator {
    return this.table.getByRole('button', { name, exact: true });
  }

  checkbox(name: string): Locator {
    return this.table.getByRole('checkbox', { name, exact: true });
  }

  header(name: string): Locator {
    return this.table.getByRole('columnheader', { name: exactly(name) });
  }

  /** The row with this text in its first cell. */
  row(first: string): Locator {
    return this.rows.filter({ has: this.frame.locator('[aria-colindex="1"]', { hasText: exactly(first) }) });
  }

  /** The selected row. */
  get selected(): Locator {
    return this.table.locator('.grid-row[aria-selected=true]');
  }

  /** A field of the filters, by its label. */
  textFilter(name: string): Locator {
    return this.table.getByRole('textbox', { name, exact: true });
  }

  /** Chooses a value of one of the filters. */
  async choose(filter: string, value: string): Promise<void> {
    await this.table.getByRole('combobox', { name: filter }).click();
    await this.table.getByRole('option', { name: value, exact: true }).click();
  }

  /** The texts of a column, from top to bottom. Use it in `expect.poll`, since rows may change meanwhile. */
  async column(name: string): Promise<string[]> {
    const index = await this.header(name).getAttribute('aria-colindex');
    return this.rows.locator(`[aria-colindex="${index}"]`).allTextContents();
  }

  /** The ID of the newest row. */
  async newestId(): Promise<number> {
    return Math.max(0, ...(await this.column('ID')).map(Number));
  }

  /** Waits until so many rows are there. */
  async waitForRows(count: number): Promise<void> {
    await expect.poll(() => this.rows.count(), { timeout: 30_000 }).toBeGreaterThanOrEqual(count);
  }
}
