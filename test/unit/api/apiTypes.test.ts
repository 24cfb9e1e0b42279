import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeApiTypes } from '../../../scripts/lib/apiTypes.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const consumerFolder = path.join(root, 'test', 'consumer');

describe('the types for other extensions', () => {
  let folder: string;
  let file: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'psx-api-types-'));
    file = path.join(folder, 'api.d.ts');
    writeApiTypes(file);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are one file that needs no other, with the comments', () => {
    const text = readFileSync(file, 'utf8');
    expect(text).not.toMatch(/^\s*(import|export .* from)\b/m);
    expect(text).toMatch(/^\/\*\*\n \* What `activate` returns/);
    expect(text).toContain('/** Version 1 of the interface.');
  });

  it('let a consumer compile that knows nothing else of this extension', () => {
    const { config } = ts.readConfigFile(path.join(consumerFolder, 'tsconfig.json'), (name) => ts.sys.readFile(name)) as { config: object };
    const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, consumerFolder);
    // The declaration file itself is to be checked as well.
    const program = ts.createProgram(fileNames, { ...options, skipLibCheck: false, paths: { 'psx-explorer-api': [file] } });
    const checked = [...fileNames, file].map((name) => program.getSourceFile(name));
    expect(checked).not.toContain(undefined);
    const problems = checked.flatMap((source) => [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]);
    expect(problems.map(({ file: at, start, messageText }) => `${at?.fileName}:${start}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`)).toEqual([]);
    expect(program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(path.join(root, 'src')))).toEqual([]);
  });
});
