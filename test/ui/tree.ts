import { expect, type Locator, type Page } from '@playwright/test';
import { exactly } from './quickInput.ts';

/** A tree view of the side bar. Rows outside the visible part do not exist in the page. */
export class Tree {
  readonly container: Locator;
  readonly rows: Locator;
  /** What the empty view of the devices, the first one, shows instead of rows. */
  readonly welcome: Locator;

  constructor(
    private readonly page: Page,
    viewContainer: string,
  ) {
    this.container = page.locator(`[id="workbench.view.extension.${viewContainer}"]`);
    this.rows = this.container.locator('.monaco-list-row[role="treeitem"]');
    this.welcome = this.container.locator('.welcome-view-content').first();
  }

  /** The row with exactly this label. */
  row(label: string): Locator {
    return this.rows.filter({ has: this.page.locator('.label-name', { hasText: exactly(label) }) });
  }

  /** The dimmed text behind a row's label. */
  description(label: string): Locator {
    return this.row(label).locator('.label-description');
  }

  /** The labels of all visible rows, from top to bottom. Use it in `expect.poll`, since rows may change meanwhile. */
  async labels(): Promise<string[]> {
    const rows = await Promise.all(
      (await this.rows.all()).map(async (row) => ({
        index: Number(await row.getAttribute('data-index')),
        label: (await row.locator('.label-name').textContent()) ?? '',
      })),
    );
    // A list reuses its elements, so their order in the page is not the one on the screen.
    return rows.sort((one, other) => one.index - other.index).map(({ label }) => label);
  }

  /** Opens a row's children, if they are not shown yet. */
  async expand(label: string): Promise<void> {
    await this.toggle(label, true);
  }

  /** Hides a row's children, if they are shown. */
  async collapse(label: string): Promise<void> {
    await this.toggle(label, false);
  }

  private async toggle(label: string, expanded: boolean): Promise<void> {
    const row = this.row(label);
    await expect(row).toHaveAttribute('aria-expanded', /true|false/);
    if ((await row.getAttribute('aria-expanded')) !== String(expanded)) await row.locator('.monaco-tl-twistie').click();
    await expect(row).toHaveAttribute('aria-expanded', String(expanded));
  }

  /** Presses one of the buttons that a row shows under the mouse. */
  async click(label: string, actionTitle: string): Promise<void> {
    // The tooltip of what was clicked before may lie over the row.
    await this.page.mouse.move(0, 0);
    await this.row(label).hover();
    await this.row(label).getByRole('button', { name: actionTitle }).click();
  }

  /** Presses one of the buttons in the view's title. */
  async clickTitle(actionTitle: string): Promise<void> {
    await this.container.hover();
    await this.page.locator('.part.sidebar').getByRole('button', { name: actionTitle }).first().click();
  }

  /** Opens a row's context menu and chooses an entry. */
  async chooseFromMenu(label: string, entry: string): Promise<void> {
    await this.row(label).click({ button: 'right' });
    const item = this.page.getByRole('menuitem', { name: exactly(entry) });
    await expect(item).toBeVisible();
    // VS Code ignores a click that comes right after the menu has opened.
    await expect(async () => {
      if ((await item.count()) > 0) await item.click({ timeout: 1_000 });
      await expect(item).toHaveCount(0, { timeout: 1_000 });
    }).toPass();
  }

  /** The tooltip of a row, as text. */
  async tooltip(label: string): Promise<Locator> {
    await this.row(label).locator('.label-name').hover();
    const hover = this.page.locator('.workbench-hover');
    await expect(hover).toBeVisible();
    return hover;
  }
}
