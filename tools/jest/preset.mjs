import { basename } from 'node:path';

const swc = {
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', tsx: true, decorators: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      react: { runtime: 'automatic', importSource: 'preact' },
    },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/** The Jest settings that every project shares: ES modules, SWC, one worker, a result file that `npm test` adds up. */
export const projectConfig = (projectRoot, overrides = {}) => ({
  displayName: basename(projectRoot),
  rootDir: projectRoot,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/src/**/*.spec.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': ['@swc/jest', swc] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  maxWorkers: 1,
  // Far more than any test takes: a machine that has other work too must not fail one.
  testTimeout: 60_000,
  // All tests have passed or failed by then: a handle that something left open must not keep the whole run waiting.
  forceExit: true,
  reporters: ['default', [`${import.meta.dirname}/count-reporter.mjs`, { projectRoot }]],
  ...overrides,
});
