import { expect, type Locator, type Page } from '@playwright/test';
import type { QuickInput } from './quickInput.ts';

/** The notifications at the bottom right, and modal dialogs. */
export class Notifications {
  readonly all: Locator;
  readonly dialog: Locator;

  constructor(
    private readonly page: Page,
    private readonly quickInput: QuickInput,
  ) {
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

  /** Removes all notifications, also those that were hidden meanwhile. */
  async clear(): Promise<void> {
    // A toast goes by itself at any moment, so its own button is no way to rely on.
    await this.page.keyboard.press('F1');
    await this.quickInput.type('>Notifications: Clear All Notifications');
    await this.quickInput.pick('Notifications: Clear All Notifications');
    await expect(this.all).toHaveCount(0);
  }
}
