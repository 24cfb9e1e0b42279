// @ts-check
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** Sizes of the bundles, as they are and compressed. */
export function benchSizes() {
  for (const file of ['dist/extension.js', 'dist/simulator.js']) {
    const content = readFileSync(file);
    console.log(`  ${file}: ${kilobytes(content.length)} minified, ${kilobytes(gzipSync(content).length)} gzip`);
  }
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
