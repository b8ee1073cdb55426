import { projectConfig } from './jest/preset.mjs';

export default projectConfig(import.meta.dirname, {
  testMatch: ['<rootDir>/**/*.spec.mjs'],
  testTimeout: 120_000,
});
