/**
 * The arrows of the house: what each folder of `src/` may import from. A folder that is not listed (`views`, the composition root)
 * may import from every other.
 */
const mayImport = {
  model: [],
  ltos: ['model'],
  sessions: ['model'],
  interapp: ['model'],
  polling: ['model', 'ltos', 'sessions', 'interapp'],
  windows: ['model', 'ltos', 'sessions', 'polling'],
  metrics: ['model'],
  exporter: ['model', 'ltos', 'polling', 'metrics'],
  alarms: ['model'],
  history: ['model'],
  simulator: ['model'],
  webview: ['model'],
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(mayImport).map(([folder, others]) => ({
      name: `arrows-of-${folder}`,
      comment: `src/${folder} may import only from: ${['itself', ...others].join(', ')} (see CONTRIBUTING.md).`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: '^src/', pathNot: `^src/(${[folder, ...others].join('|')})/` },
    })),
    {
      name: 'api-is-types',
      comment: 'src/api.ts is what other extensions compile against: types of the model, and nothing else.',
      severity: 'error',
      from: { path: '^src/api\\.ts$' },
      to: { path: '^src/', pathNot: '^src/model/' },
    },
    {
      name: 'vscode-in-views-only',
      comment: 'Only src/views/ and src/extension.ts import vscode, so that the rest runs and is tested in plain Node.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(views/|extension\\.ts$)' },
      to: { path: '(^|/)vscode($|/)' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one, or lack a third.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports is dead, or lacks its use. nativeForms.ts imports nothing, and esbuild.js puts it into node-fetch.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$|^src/ltos/nativeForms\\.ts$' },
      to: {},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
