import path from 'node:path';
import { build } from 'esbuild';
import esbuildConfig from '../../esbuild.js';

/** The scripts of the package by their names, built as they are packed, without writing anything. */
export async function builtBundles(): Promise<ReadonlyMap<string, string>> {
  const root = path.resolve(import.meta.dirname, '../..');
  const built = await Promise.all(esbuildConfig.bundles.map((options) => build({ ...options, absWorkingDir: root, write: false, sourcemap: false, logLevel: 'error' })));
  const files = built.flatMap(({ outputFiles }) => outputFiles);
  return new Map(files.map(({ path: file, text }) => [path.basename(file), text]));
}
