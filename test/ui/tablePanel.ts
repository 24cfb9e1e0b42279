import { expect, type FrameLocator, type Locator } from '@playwright/test';
import { exactly } from './quickInput.ts';

/** A panel with a page of tables that has one table. */
export class TablePanel {
  readonly grid: Locator;
  /** The rows in the document: those in sight and some around them. */
  readonly rows: Locator;
  readonly filter: Locator;
  readonly rowCount: Locator;
  readonly figures: Locator;
  readonly detail: Locator;
  readonly statusLine: Locator;

  constructor(readonly frame: FrameLocator) {
    this.grid = frame.getByRole('grid');
    this.rows = frame.locator('.grid-body .grid-row');
    this.filter = frame.getByRole('textbox', { name: 'Filter requests' });
    this.rowCount = frame.locator('.row-count');
    this.figures = frame.locator('.figures');
    this.detail = frame.locator('.detail');
    this.statusLine = frame.locator('.status-line');
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  checkbox(name: string): Locator {
    return this.frame.getByRole('checkbox', { name, exact: true });
  }

  header(name: string): Locator {
    return this.frame.getByRole('columnheader', { name: exactly(name) });
  }

  /** The row with this text in its first cell. */
  row(first: string): Locator {
    return this.rows.filter({ has: this.frame.locator('[aria-colindex="1"]', { hasText: exactly(first) }) });
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
