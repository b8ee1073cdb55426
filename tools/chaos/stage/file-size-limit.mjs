import { spawnSync } from 'node:child_process';

const bytes = 4_096;

/** For want of a volume: the files of a program may not grow, which it notices as a full disk (prlimit of util-linux). */
export class FileSizeLimit {
  constructor(program) {
    this.program = program;
  }

  fill() {
    this.#limit(`${bytes}:`);
  }

  empty() {
    this.#limit('unlimited:');
  }

  #limit(value) {
    const { error, status } = spawnSync('prlimit', ['--pid', String(this.program.pid), `--fsize=${value}`]);
    if (error || status !== 0) throw new Error('prlimit (util-linux) could not limit the size of files');
  }
}
