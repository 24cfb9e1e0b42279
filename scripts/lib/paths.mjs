// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The project's root folder. */
export const root = path.resolve(import.meta.dirname, '..', '..');

/** Where downloaded VS Code builds live; git ignores it. */
export const downloads = path.join(root, '.vscode-test');

/** Where test reports and screenshots go; git ignores it. */
export const results = path.join(root, 'test-results');

/** What package.json says about the extension and its scripts. */
export function manifest() {
  /** @type {{name: string, version: string, publisher: string, scripts: Record<string, string>}} */
  const { name, version, publisher, scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return { name, version, publisher, scripts, vsix: path.join(root, `${name}-${version}.vsix`) };
}
