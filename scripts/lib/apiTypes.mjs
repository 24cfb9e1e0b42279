// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from './paths.mjs';

const entryPoint = path.join(root, 'src', 'api.ts');

/** Where the package has the types for other extensions. */
export const apiTypesFile = path.join(root, 'dist', 'api.d.ts');

/** Writes the types of `src/api.ts` as one file that imports nothing. Throws when they cannot be told in one. */
export function writeApiTypes(file = apiTypesFile) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, apiTypes());
}

function apiTypes() {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [entryPoint], include: [] }, ts.sys, root);
  const program = ts.createProgram([entryPoint], { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true, types: [] });
  const source = program.getSourceFile(entryPoint);
  const module = source && program.getTypeChecker().getSymbolAtLocation(source);
  if (source === undefined || module === undefined) {
    throw new Error('src/api.ts could not be read as a module.');
  }
  const exported = program.getTypeChecker().getExportsOfModule(module).map(({ name }) => name);
  const declarations = declarationsOf(program);
  const texts = [...reachable(exported, declarations)].map((name) => declarations.get(name)?.text);
  // With a list of exports, a declaration file exports nothing else.
  return `${[headOf(source), ...texts].join('\n\n')}\n\nexport type { ${exported.join(', ')} };\n`;
}

/**
 * What the program's own files declare, by name.
 * @param {ts.Program} program
 * @returns {Map<string, {text: string, names: Set<string>}>}
 */
function declarationsOf(program) {
  /** @type {Map<string, {text: string, names: Set<string>}>} */
  const declarations = new Map();
  program.emit(undefined, (name, text) => {
    const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    for (const statement of file.statements) {
      for (const name of namesOf(statement)) {
        if (declarations.has(name)) {
          throw new Error(`Two files that src/api.ts needs declare "${name}". Rename one: the types for other extensions are in one file.`);
        }
        declarations.set(name, { text: textOf(statement, file), names: identifiersOf(statement) });
      }
    }
  });
  return declarations;
}

/**
 * Types, and the lists that types are made from; no other extension can call a function of this one.
 * @param {ts.Statement} statement
 */
function namesOf(statement) {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  return ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) ? [statement.name.text] : [];
}

/**
 * With its comment, and not exported: the list at the end says what is.
 * @param {ts.Statement} statement @param {ts.SourceFile} file
 */
function textOf(statement, file) {
  const comments = ts.getJSDocCommentsAndTags(statement).map((comment) => comment.getText(file));
  const declaration = statement.getText(file).replace(/^export /, '');
  return [...comments, declaration].join('\n');
}

/** @param {ts.Node} node */
function identifiersOf(node) {
  /** @type {Set<string>} */
  const names = new Set();
  /** @param {ts.Node} part */
  const visit = (part) => {
    if (ts.isIdentifier(part)) {
      names.add(part.text);
    }
    part.forEachChild(visit);
  };
  visit(node);
  return names;
}

/**
 * The names and all that they are made of.
 * @param {readonly string[]} names @param {ReturnType<typeof declarationsOf>} declarations
 */
function reachable(names, declarations) {
  const found = new Set(names);
  // A set that grows while it is walked is walked to its end.
  for (const name of found) {
    for (const other of declarations.get(name)?.names ?? []) {
      if (declarations.has(other)) {
        found.add(other);
      }
    }
  }
  return found;
}

/**
 * The comment at the top of the file: how the API is used.
 * @param {ts.SourceFile} source
 */
function headOf(source) {
  const [comment] = ts.getLeadingCommentRanges(source.text, 0) ?? [];
  return comment === undefined ? '' : source.text.slice(comment.pos, comment.end);
}
