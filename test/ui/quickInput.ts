import { expect, type Locator, type Page } from '@playwright/test';

/** The box at the top of the workbench: input boxes, picks and the command palette. */
export class QuickInput {
  readonly widget: Locator;
  readonly input: Locator;
  /** The title, with the step behind it: "Add device (1/5)". */
  readonly title: Locator;
  /** The prompt, or the validation message in its place. */
  readonly message: Locator;
  /** There only while the input is invalid. */
  readonly invalid: Locator;
  readonly items: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator('.quick-input-widget:visible');
    this.input = this.widget.locator('.quick-input-filter input.input, .quick-input-filter input[type="text"], .quick-input-filter input[type="password"]').first();
    this.title = this.widget.locator('.quick-input-title');
    this.message = this.widget.locator('.quick-input-message');
    this.invalid = this.widget.locator('.monaco-inputbox.error');
    this.items = this.widget.locator('.quick-input-list .monaco-list-row');
  }

  /** One item of a pick, by its label without icons. */
  item(label: string): Locator {
    return this.items.filter({ has: this.page.locator('.label-name', { hasText: exactly(label) }) });
  }

  /** Replaces the text of the input. */
  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  /** Presses Enter. */
  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  /** Types and accepts, in an input box whose title contains `title`. */
  async answer(title: string, text: string): Promise<void> {
    await expect(this.title).toContainText(title);
    await this.type(text);
    await this.accept();
  }

  /** Chooses an item of a pick. */
  async pick(label: string): Promise<void> {
    await this.item(label).click();
  }

  /** Sets the check mark of an item in a pick of several. */
  async check(label: string, checked: boolean): Promise<void> {
    await this.item(label).getByRole('checkbox').setChecked(checked);
  }

  /** Presses one of the buttons of the title, by its tooltip. */
  async press(button: string): Promise<void> {
    await this.widget.getByRole('button', { name: button }).click();
  }

  /** Goes one step back. */
  async back(): Promise<void> {
    await this.press('Back');
  }

  /** Presses Escape and waits until the box is gone. */
  async cancel(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.widget).toHaveCount(0);
  }
}

/** A pattern for a text and nothing else around it. */
export const exactly = (text: string) => new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
