// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import esbuildConfig from '../../esbuild.js';
import { root } from './paths.mjs';

/**
 * A package of others of which code is in our bundles.
 * @typedef {object} BundledPackage
 * @property {string} name
 * @property {string} version
 * @property {string} licence as an SPDX expression; empty when the package says none
 * @property {string} author empty when the package says none
 * @property {readonly string[]} texts what its files of licence and notice say
 * @property {string} folder relative to the root, with slashes
 */

/**
 * What is in the bundles, whatever package.json calls it: found by bundling, without writing anything.
 * @returns {Promise<readonly BundledPackage[]>} by name and version
 */
export async function bundledPackages() {
  const built = await Promise.all(esbuildConfig.bundles.map((options) => build({ ...options, absWorkingDir: root, metafile: true, write: false, logLevel: 'error' })));
  const files = built.flatMap(({ metafile }) =>
    Object.values(metafile?.outputs ?? {}).flatMap(({ inputs }) => Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : []))),
  );
  const folders = new Set(files.flatMap((file) => packageFolder(file) ?? []));
  return [...folders].map(readPackage).sort((a, b) => compare(`${a.name}@${a.version}`, `${b.name}@${b.version}`));
}

/**
 * The folder of the package that a file of a bundle is from; `undefined` for our own.
 * @param {string} file
 */
export function packageFolder(file) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file.replaceAll('\\', '/'))?.[0];
}

/** @param {string} folder @returns {BundledPackage} */
function readPackage(folder) {
  const whole = path.resolve(root, folder);
  const { name, version, license, licenses, author } = JSON.parse(readFileSync(path.join(whole, 'package.json'), 'utf8'));
  const declared = license ?? licenses?.[0];
  const files = existsSync(whole) ? readdirSync(whole).filter((file) => /^(licen[sc]e|copying|notice|third.?party)[^/]*$/i.test(file)).sort() : [];
  return {
    name,
    version,
    licence: (typeof declared === 'string' ? declared : declared?.type) ?? '',
    author: (typeof author === 'string' ? author : author?.name) ?? '',
    texts: files.map((file) => readFileSync(path.join(whole, file), 'utf8').replaceAll('\r\n', '\n').trim()),
    folder,
  };
}

/** @param {string} a @param {string} b */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
