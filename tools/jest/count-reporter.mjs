import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Leaves the counts of a run in the project's `test-output/counts.json`, which Nx caches with the run. */
export default class CountReporter {
  constructor(_globalConfig, { projectRoot }) {
    this.folder = join(projectRoot, 'test-output');
  }

  onRunComplete(_contexts, results) {
    mkdirSync(this.folder, { recursive: true });
    const counts = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    writeFileSync(join(this.folder, 'counts.json'), JSON.stringify(counts));
  }
}
