import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { clientZones } from './client-zones.js';
import { wholeCharacters } from './lint-whole-characters.js';
import { serverFloors } from './server-floors.js';

/** What may not depend on what: `target` must not import `from`. */
const zones = [
  { target: './src/contract', from: './src', except: ['./contract'], message: 'The contract depends on nothing.' },
  {
    target: './src/outside',
    from: './src',
    except: ['./outside', './contract'],
    message: 'The outside knows no feature.',
  },
  {
    target: './src/steps',
    from: './src',
    except: [
      './outside',
      './contract',
      './events/project-tx.ts',
      './content',
      './transcript',
      './recording',
      './usage/cost.ts',
      './search/cut.ts',
      './search/passages.ts',
      './search/stored-vectors.ts',
      './search/vectors.ts',
      './steps',
    ],
    message:
      'Steps know the outside, what is kept of a talk, and their tools; nothing of Nest, Bull, sockets or entities.',
  },
  {
    target: './src/realtime',
    from: './src/steps',
    message: 'Realtime knows no step.',
  },
  ...serverFloors,
  { target: './client', from: './src', except: ['./contract'], message: 'The page knows only the contract.' },
  ...clientZones,
  { target: './src', from: './client', message: 'The server does not know the page.' },
];

const only = (names, message) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { paths: names.map((name) => ({ name, message })) }],
});

export default defineConfig(
  { ignores: ['dist', 'node_modules', 'data', 'coverage', 'reports', '.stryker-tmp'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'Buffer',
          'URL',
          'fetch',
          'AbortSignal',
          'AbortController',
          'performance',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['vitest.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          noWarnOnMultipleProjects: true,
          project: ['tsconfig.json', 'client/tsconfig.json', 'test/tsconfig.json'],
        }),
      ],
    },
    rules: {
      'import-x/no-cycle': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ObjectExpression > SpreadElement > ObjectExpression',
          message: 'Write the properties out: a spread literal hides them from the check for excess properties.',
        },
        {
          selector: 'ArrayExpression > SpreadElement > ArrayExpression',
          message: 'Write the elements out.',
        },
      ],
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-extraneous-dependencies': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-extraneous-class': 'off', // Nest's modules are classes without members
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off', // options and rows are plain objects of a class's shape
      '@typescript-eslint/no-misused-spread': 'off', // rows are data
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
    },
  },
  { files: ['src/**'], rules: only(['bull'], 'Only tasks/queue.ts knows Bull.') },
  {
    files: ['src/**'],
    ignores: ['src/tasks/queue.ts', 'src/outside/ffmpeg/ffmpeg.ts', 'src/worker/pipeline.processor.ts'],
    rules: only(
      ['bull', '@nestjs/bull', 'fluent-ffmpeg'],
      'Bull: tasks/queue.ts and pipeline.processor.ts. fluent-ffmpeg: ffmpeg.ts.',
    ),
  },
  {
    files: ['src/tasks/queue.ts', 'src/outside/ffmpeg/ffmpeg.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off' },
  },
  {
    files: ['src/**'],
    ignores: ['src/settings/env.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only settings/env.ts reads it.' },
      ],
    },
  },
  {
    files: ['src/**', 'client/src/**'],
    plugins: { devreel: { rules: { 'whole-characters': wholeCharacters } } },
    rules: { 'devreel/whole-characters': 'error' },
  },
  {
    files: ['src/**/*.entity.ts', 'test/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['test/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  { files: ['client/**/*.tsx', 'client/**/*.ts'], extends: [reactHooks.configs.flat.recommended] },
  {
    files: ['client/src/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex:
                '/src/contract/(?!(bin-days|clip|content-limits|documents|event-types|first-bytes|project-lists|shown-html|sizes|small-widths|task-status|task-words|counts-and-times)\\.js$)',
              allowTypeImports: true,
              message: 'Types only: a value would bring zod into the page. Those it needs lie in files without zod.',
            },
          ],
        },
      ],
    },
  },
);
