// @ts-check
import { statSync, rmSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { writeApiTypes } from './lib/apiTypes.mjs';
import { noticesFile, writeNotices } from './notices.mjs';

/** Every file that the package holds, and nothing else: a forgotten or an unwanted one fails here. */
const expectedFiles = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  noticesFile,
  'dist/api.d.ts',
  'dist/exporter.js',
  'dist/extension.js',
  'dist/graphPage.js',
  'dist/instancePage.js',
  'dist/metrics.js',
  'dist/simulator.js',
  'dist/tablePage.js',
  'media/graphPage.css',
  'media/icon.png',
  'media/instancePage.css',
  'media/psx.svg',
  'media/screenshots/instance-dark.png',
  'media/screenshots/inter-app-dark.png',
  'media/screenshots/sessions-dark.png',
  'media/screenshots/tree-dark.png',
  'media/tablePage.css',
  'media/walkthrough/add.md',
  'media/walkthrough/diagnose.md',
  'media/walkthrough/enable.md',
  'media/walkthrough/simulator.md',
  'monitoring/prometheus.yml',
  'monitoring/psx-alerts.yml',
  'monitoring/psx-dashboard.json',
  'package.json',
];

/** Upper limits in bytes. */
const sizeLimits = {
  'dist/exporter.js': 200_000,
  'dist/extension.js': 600_000,
  'dist/graphPage.js': 180_000,
  'dist/instancePage.js': 250_000,
  'dist/metrics.js': 40_000,
  'dist/simulator.js': 600_000,
  'dist/tablePage.js': 230_000,
};

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Makes `psx-explorer-<version>.vsix` in the root from a fresh build; throws when the package holds what it should not. */
export async function makePackage() {
  const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  for (const file of readdirSync(root).filter((entry) => entry.endsWith('.vsix'))) {
    rmSync(path.join(root, file));
  }
  writeApiTypes();
  await writeNotices();
  // Runs the script vscode:prepublish, which builds; no runtime dependencies: all are bundled.
  const packagePath = path.join(root, `${name}-${version}.vsix`);
  await createVSIX({ cwd: root, packagePath, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });
  assertFiles(await listFiles({ cwd: root, packageManager: PackageManager.None }));
  return packagePath;
}

/** @param {readonly string[]} files */
function assertFiles(files) {
  const found = [...files].sort();
  const missing = expectedFiles.filter((file) => !found.includes(file));
  const unwanted = found.filter((file) => !expectedFiles.includes(file));
  if (missing.length > 0 || unwanted.length > 0) {
    throw new Error(
      `The package is not what scripts/package.mjs expects. Missing: ${missing.join(', ') || 'nothing'}. Unwanted: ${unwanted.join(', ') || 'nothing'}.`,
    );
  }
  for (const [file, limit] of Object.entries(sizeLimits)) {
    const { size } = statSync(path.join(root, file));
    if (size > limit) {
      throw new Error(`${file} has ${size} bytes; its limit is ${limit}. See what came in with: npx esbuild --analyze`);
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await makePackage();
}
