import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projects } from '../boundaries/projects.mjs';
import { root } from './node24.mjs';

const fileOf = ({ folder }) => join(root, folder, 'test-output/counts.json');

/** The projects that must leave counts: those with a Jest configuration. */
export const testedProjects = projects.filter(({ folder }) =>
  existsSync(join(root, folder, 'jest.config.mjs')),
);

/** Forgets the counts of earlier runs, so that a project that did not run cannot pass for one that did. */
export const forgetCounts = () =>
  testedProjects.forEach((project) => rmSync(fileOf(project), { force: true }));

/** The counts of all projects added up, and the names of those that left none. */
export function addUpCounts() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const missing = [];
  for (const project of testedProjects) {
    if (!existsSync(fileOf(project))) missing.push(project.name);
    else {
      const counts = JSON.parse(readFileSync(fileOf(project), 'utf8'));
      for (const key of Object.keys(total)) total[key] += counts[key];
    }
  }
  return { total, missing };
}
