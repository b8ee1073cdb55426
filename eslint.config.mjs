import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import { defineConfig } from 'eslint/config';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import { doors, typesWithoutNode } from './tools/boundaries/boundaries.mjs';
import { sourceConstraints, specConstraints } from './tools/boundaries/constraints.mjs';
import { sourceFoldersOf } from './tools/boundaries/projects.mjs';
import { kilowatch } from './tools/lint-rules/plugin.mjs';

const sources = ['apps/*/src/**/*.{ts,tsx}', 'libs/*/src/**/*.{ts,tsx}'];
/** Specs, suites that other libraries run, and whatever only they use. */
const specs = [
  '**/*.spec.{ts,tsx}',
  '**/*.suite.ts',
  '**/suite/**',
  'libs/testing/src/**',
  'apps/system-tests/src/**',
];
const configurations = ['**/*.config.{mjs,ts,mts}'];
const boundaries = (depConstraints, banTransitiveDependencies) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    { depConstraints, banTransitiveDependencies, allow: [], enforceBuildableLibDependency: false },
  ],
});

export default defineConfig(
  { ignores: ['**/dist/', '**/out-tsc/', '**/test-output/', '**/node_modules/', '.nx/', 'data/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: [...sources, 'libs/*/bench/**/*.ts', 'tools/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // An adapter's method is async because its port is, and a handler because Nest wants a promise.
      '@typescript-eslint/require-await': 'off',
      // Contracts, doors and models are records of closures: taking one apart is safe, and the rule cannot know.
      '@typescript-eslint/unbound-method': 'off',
      // Nest modules are classes without members.
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  {
    files: sources,
    plugins: { '@nx': nx, kilowatch },
    rules: {
      ...boundaries(sourceConstraints, true),
      'max-lines': ['error', { max: 250 }],
      'kilowatch/no-default-export': 'error',
      'kilowatch/no-http-exception': 'error',
      'kilowatch/no-process-env': 'error',
      'kilowatch/no-topic-literal': 'error',
      'kilowatch/one-door': ['error', doors],
    },
  },
  {
    files: ['apps/dashboard/src/texts/*.ts'],
    rules: { 'max-lines': 'off' }, // all the words of a language in one place
  },
  { files: ['libs/contracts/src/**'], rules: { 'kilowatch/no-topic-literal': 'off' } },
  { files: ['libs/service-kit/src/config/environment.ts'], rules: { 'kilowatch/no-process-env': 'off' } },
  { files: ['libs/service-kit/src/http/**'], rules: { 'kilowatch/no-http-exception': 'off' } },
  {
    files: ['domain', 'battery-model', 'dialects', 'compat', 'charts'].map((lib) => `libs/${lib}/src/**`),
    plugins: { kilowatch },
    rules: { 'kilowatch/no-ambient-time': 'error' },
  },
  {
    files: sourceFoldersOf(typesWithoutNode),
    plugins: { kilowatch },
    rules: { 'kilowatch/no-node-module': 'error' },
  },
  {
    files: specs,
    plugins: { '@nx': nx, kilowatch },
    rules: {
      ...boundaries(specConstraints, false),
      'kilowatch/no-ambient-time': 'off',
      'kilowatch/no-node-module': 'off',
      // A spec may state what is on the wire, byte by byte, and talk to the real thing.
      'kilowatch/no-topic-literal': 'off',
      'kilowatch/one-door': 'off',
      'kilowatch/no-process-env': 'off',
    },
  },
  {
    files: ['**/*.spec.{ts,tsx}', '**/*.suite.ts', '**/suite/**'],
    plugins: { kilowatch },
    rules: { 'kilowatch/no-timer-in-spec': 'error' },
  },
  {
    files: ['**/*.mjs'],
    plugins: { kilowatch },
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'performance',
          'Buffer',
          'AbortSignal',
          'console',
          'URL',
          'fetch',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
        ].map((name) => [name, 'readonly']),
      ),
    },
    rules: {
      'kilowatch/no-default-export': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 250 }],
    },
  },
  {
    files: ['apps/dashboard/src/**/*.js'],
    languageOptions: { globals: { document: 'readonly', localStorage: 'readonly', window: 'readonly' } },
  },
  {
    // The reporter is loaded by Jest, which wants a default export.
    files: [...configurations, 'tools/jest/count-reporter.mjs'],
    rules: { 'kilowatch/no-default-export': 'off' },
  },
  prettier,
);
