// @ts-check
import { isBuiltin } from 'node:module';
import { ensureServer } from './vscode-install.mjs';

/**
 * A Node that has `node:sqlite`: this one, else that of the oldest VS Code.
 * @returns {Promise<string>} its path
 */
export async function nodeWithSqlite() {
  return isBuiltin('node:sqlite') ? process.execPath : (await ensureServer('oldest')).node;
}
