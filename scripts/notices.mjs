// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundledPackages } from './lib/bundled-packages.mjs';
import { root } from './lib/paths.mjs';

/** @typedef {import('./lib/bundled-packages.mjs').BundledPackage} BundledPackage */

/** Licences that ask for nothing but their text and their copyright. */
const allowedLicences = new Set(['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'Unlicense', 'CC0-1.0']);

/** Where the notices are in the package. */
export const noticesFile = 'dist/THIRD_PARTY_NOTICES.txt';

/**
 * True when one may choose licences of the list only: `MIT`, `(MIT OR GPL-3.0)`, but not `MIT AND GPL-3.0`.
 * @param {string} licence an SPDX expression
 */
export function isAllowed(licence) {
  const alternatives = licence.replace(/[()]/g, ' ').split(/\sOR\s/);
  // A mixture of both words needs somebody to read it.
  const isMixed = alternatives.length > 1 && /\sAND\s/.test(licence);
  return !isMixed && alternatives.some((alternative) => alternative.split(/\sAND\s/).every((name) => allowedLicences.has(name.trim())));
}

/**
 * What is wrong with the licences, a line each.
 * @param {readonly BundledPackage[]} packages
 */
export function licenceProblems(packages) {
  return packages.flatMap(({ name, version, licence, texts }) => {
    if (!isAllowed(licence)) {
      return [`${name} ${version} has the licence "${licence}". Use another package, or look at the licence and add it to the list in scripts/notices.mjs.`];
    }
    return texts.length === 0 && licence !== 'MIT' ? [`${name} ${version} (${licence}) holds no text of its licence, which must go with it.`] : [];
  });
}

/**
 * The notices: packages with the same texts together.
 * @param {readonly BundledPackage[]} packages
 */
export function noticesText(packages) {
  /** @type {Map<string, Set<string>>} */
  const holders = new Map();
  for (const { name, version, licence, author, texts } of packages) {
    const text = texts.length === 0 ? mitText(author) : texts.join('\n\n');
    const titles = holders.get(text) ?? new Set();
    holders.set(text, titles.add(`${name} ${version} (${licence})`));
  }
  const rule = '-'.repeat(80);
  const parts = [...holders].map(([text, titles]) => `${rule}\n${[...titles].join('\n')}\n${rule}\n\n${text}\n`);
  return ['PSX Explorer contains code of these packages. Their licences follow.\n', ...parts].join('\n');
}

/** Some packages say MIT and leave the text out. @param {string} author */
function mitText(author) {
  return `MIT License

Copyright (c) ${author === '' ? 'the authors' : author}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.`;
}

/** Writes the notices of all that is bundled; throws when a licence does not allow it. */
export async function writeNotices() {
  const packages = await bundledPackages();
  const problems = licenceProblems(packages);
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
  const file = path.join(root, noticesFile);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, noticesText(packages));
}
