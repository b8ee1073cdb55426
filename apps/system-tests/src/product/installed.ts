import { spawnSync } from 'node:child_process';

// Debian installs both where only root has its path.
const folders = ['', '/usr/sbin/', '/usr/local/sbin/', '/opt/homebrew/sbin/', '/opt/homebrew/bin/'];

const find = (program: string, parameter: string): string | undefined =>
  folders
    .map((folder) => `${folder}${program}`)
    .find((command) => spawnSync(command, [parameter]).error === undefined);

const programs = { mosquitto: find('mosquitto', '-h'), nginx: find('nginx', '-v') };

/** What services mode needs and this machine does not have; empty where it can run. */
export const missingPrograms: readonly string[] = Object.entries(programs)
  .filter(([, command]) => command === undefined)
  .map(([name]) => name);

export const commandOf = (program: keyof typeof programs): string => programs[program] ?? program;
