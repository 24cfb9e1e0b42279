// @ts-check
import eslint from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * VS Code makes `[label](command:…)` in these texts a link that runs the command. What is not a fixed text goes through withoutLinks, since devices, settings
 * and other extensions write parts of it.
 */
const isLinked = (/** @type {string} */ place) => `[${place}.type!='Literal'][${place}.callee.name!='withoutLinks']`;
const message = 'Put withoutLinks(…) around the text: a device may have written a link into it that runs a command.';
const linkedTexts = [
  `CallExpression[callee.property.name=/^show(Information|Warning|Error)Message$/]${isLinked('arguments.0')}`,
  `CallExpression[callee.property.name='withProgress'] > ObjectExpression > Property[key.name='title']${isLinked('value')}`,
  `CallExpression[callee.object.name='progress'][callee.property.name='report'] Property[key.name='message']${isLinked('value')}`,
  `CallExpression[callee.property.name='showInputBox'] > ObjectExpression > Property[key.name='prompt']${isLinked('value')}`,
  `AssignmentExpression[left.property.name='prompt']${isLinked('right')}`,
].map((selector) => ({ selector, message }));

/** Modules of Node that start processes or run a text as code. */
const foreignCode = ['child_process', 'cluster', 'inspector', 'repl', 'vm', 'worker_threads'];

/** What esbuild.js leaves out of the bundles. */
const leftOutOfPromClient = {
  name: 'prom-client',
  importNames: ['AggregatorRegistry', 'Pushgateway', 'Summary', 'collectDefaultMetrics'],
  message: 'It is left out of the bundles: see esbuild.js.',
};

export default tseslint.config(
  { ignores: ['dist', 'out', 'node_modules', '.vscode-test', 'test-results', 'media'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...linkedTexts],
      // SECURITY.md says so: the extension runs nothing but its own code, in its own process.
      'no-restricted-imports': ['error', { paths: [...foreignCode.flatMap((name) => [name, `node:${name}`]), leftOutOfPromClient] }],
      '@typescript-eslint/no-require-imports': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      '@typescript-eslint/no-implied-eval': 'error',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: { ...globals.node } },
  },
  {
    files: ['test/bench/panelProbe.mjs', 'test/bench/chartsHost.mjs'],
    languageOptions: { globals: { ...globals.browser } },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
