import { expect, type Locator, type Page } from '@playwright/test';

/** The notifications at the bottom right, and modal dialogs. */
export class Notifications {
  readonly all: Locator;
  readonly dialog: Locator;

  constructor(private readonly page: Page) {
    this.all = page.locator('.notifications-toasts .notification-list-item');
    this.dialog = page.locator('.monaco-dialog-box');
  }

  /** The notification that contains a text. */
  withText(text: string | RegExp): Locator {
    return this.all.filter({ hasText: text });
  }

  /** Waits for a notification and presses one of its buttons. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.withText(text).getByRole('button', { name: button, exact: true }).click();
  }

  /** Waits for a modal dialog with a text and presses one of its buttons. */
  async answerDialog(text: string | RegExp, button: string): Promise<void> {
    await expect(this.dialog).toContainText(text);
    await this.dialog.getByRole('button', { name: button, exact: true }).click();
    await expect(this.dialog).toHaveCount(0);
  }

  /** Removes all notifications. */
  async clear(): Promise<void> {
    for (let left = await this.all.count(); left > 0; left = await this.all.count()) {
      await this.all.first().hover();
      await this.all.first().getByRole('button', { name: /^Clear Notification/ }).click();
      // Another one may go by itself meanwhile.
      await expect.poll(() => this.all.count()).toBeLessThan(left);
    }
  }
}
