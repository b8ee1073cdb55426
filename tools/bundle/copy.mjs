import { cpSync, existsSync, rmSync } from 'node:fs';

/** Puts a built folder beside a bundle: `copy.mjs ../dashboard/dist dist/public`. */
const [from, to] = process.argv.slice(2);
if (!existsSync(from)) {
  console.error(`${from} does not exist: build that project first`);
  process.exit(1);
}
rmSync(to, { recursive: true, force: true });
cpSync(from, to, { recursive: true });
