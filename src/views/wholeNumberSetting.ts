import * as vscode from 'vscode';

/** A setting that is a whole number. Hand-written values outside the range are moved to its nearest end; what is no number becomes the default. */
export interface WholeNumberSetting {
  /** E.g. `psx.httpSessions`. */
  readonly section: string;
  readonly key: string;
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
}

/** The value as it is now. */
export function readWholeNumber({ section, key, fallback, min, max }: WholeNumberSetting): number {
  const value = vscode.workspace.getConfiguration(section).get<unknown>(key);
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(max, Math.max(min, Math.round(value))) : fallback;
}
