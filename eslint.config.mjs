// @ts-check
import eslint from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * The arrows of the house: what each folder of `src/` may import from.
 * A folder that is not listed may import from every folder (`views`, the composition root).
 */
const mayImport = {
  model: [],
  ltos: ['model'],
  sessions: ['model'],
  interapp: ['model'],
  polling: ['model', 'ltos', 'sessions', 'interapp'],
  alarms: ['model'],
  history: ['model'],
  simulator: ['model'],
  webview: ['model'],
};

const zones = Object.entries(mayImport).map(([folder, others]) => ({
  target: `./src/${folder}`,
  from: './src',
  except: [`./${folder}`, ...others.map((other) => `./${other}`)],
  message: `src/${folder} may import only from: ${['itself', ...others].join(', ')} (see CONTRIBUTING.md).`,
}));

export default tseslint.config(
  { ignores: ['dist', 'out', 'node_modules', '.vscode-test', 'test-results', 'media'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/views/**', 'src/extension.ts', 'src/api.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'vscode', message: 'Only src/views/ and src/extension.ts import vscode, so that the rest runs in plain Node.' }] },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { ...globals.node } },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
