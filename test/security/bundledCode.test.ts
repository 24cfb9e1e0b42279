import { describe, expect, it } from 'vitest';
import { readAudit } from '../../scripts/audit.mjs';
import { bundledPackages, packageFolder } from '../../scripts/lib/bundled-packages.mjs';
import { isAllowed, licenceProblems, noticesText } from '../../scripts/notices.mjs';

const fake = { name: 'clock', version: '1.2.3', licence: 'MIT', author: 'Ada', texts: ['The licence.'], folder: 'node_modules/clock' };

describe('the notices of bundled code', () => {
  it('name every package with its version, licence and text, and all licences are allowed', { timeout: 60_000 }, async () => {
    const packages = await bundledPackages();
    expect(licenceProblems(packages)).toEqual([]);
    expect(packages.map(({ name }) => name)).toEqual(expect.arrayContaining(['node-fetch', 'prom-client', 'uplot', '@vscode/webview-ui-toolkit', '@tanstack/virtual-core', 'selfsigned']));
    const text = noticesText(packages);
    for (const { name, version, licence, texts } of packages) {
      expect(text).toContain(`${name} ${version} (${licence})`);
      texts.forEach((part) => expect(text).toContain(part));
    }
  });

  it.each(['MIT', '0BSD', '(MIT OR GPL-3.0)', 'BSD-3-Clause AND MIT', 'Apache-2.0'])('are enough for %s', (licence) => {
    expect(isAllowed(licence)).toBe(true);
  });

  it.each(['GPL-3.0', 'MIT AND GPL-3.0', 'AGPL-3.0-only', 'SEE LICENSE IN LICENSE', 'UNLICENSED', '', 'MITX', 'MIT OR (GPL-3.0 AND X)'])('are not enough for "%s"', (licence) => {
    expect(isAllowed(licence)).toBe(false);
    expect(licenceProblems([{ ...fake, licence }])[0]).toContain('clock 1.2.3');
  });

  it('need a text, which only MIT has by itself', () => {
    expect(licenceProblems([{ ...fake, texts: [] }])).toEqual([]);
    expect(noticesText([{ ...fake, texts: [] }])).toContain('Copyright (c) Ada');
    expect(licenceProblems([{ ...fake, licence: 'Apache-2.0', texts: [] }])).toHaveLength(1);
  });

  it.each([
    ['node_modules/node-fetch/src/index.js', 'node_modules/node-fetch'],
    ['node_modules/@a/b/node_modules/tslib/tslib.js', 'node_modules/@a/b/node_modules/tslib'],
    ['..\\node_modules\\@a\\b\\index.js', '../node_modules/@a/b'],
    ['src/extension.ts', undefined],
  ])('know the package of %s', (file, folder) => {
    expect(packageFolder(file)).toBe(folder);
  });
});

describe('the audit', () => {
  const vulnerability = { name: 'clock', severity: 'high', nodes: ['node_modules/clock'], via: [{ title: 'It runs late', url: 'https://example.com/1' }] };

  it('fails for a vulnerability of what is bundled', () => {
    const report = { auditReportVersion: 2, vulnerabilities: { clock: vulnerability, lint: { name: 'lint', severity: 'low', nodes: ['node_modules/lint'], via: ['clock'] } } };
    expect(readAudit(JSON.stringify(report), [fake])).toEqual({ state: 'known', bundled: ['clock (high): It runs late, https://example.com/1'], others: 1 });
  });

  it('does not fail for another copy of the package', () => {
    const report = { vulnerabilities: { clock: { ...vulnerability, nodes: ['node_modules/lint/node_modules/clock'] } } };
    expect(readAudit(JSON.stringify(report), [fake])).toEqual({ state: 'known', bundled: [], others: 1 });
  });

  it.each([['', /could be read/], ['{"message":"405 Method Not Allowed","error":{}}', /405/], ['{}', /no list/], ['null', /no list/], ['{"vulnerabilities":null}', /no list/]])('is left out where the registry says %j', (output, reason) => {
    expect(readAudit(output, [fake])).toEqual({ state: 'unknown', reason: expect.stringMatching(reason) as string });
  });
});
