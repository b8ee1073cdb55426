import { join } from 'node:path';
import { serviceName } from '@kilowatch/contracts';
import type { Guest } from './guest-accounts.js';
import { type AclOptions, mosquittoAcl } from './mosquitto-acl.js';
import { isPasswordLineOf, mosquittoPasswordLine, userOf } from './mosquitto-password-line.js';
import type { Secrets } from './secrets.js';
import { readText, writeText } from './write-file.js';

const passwordName = 'mqtt-password';
const readableByGroup = 0o640; // the broker is another user, of the folder's group

export interface BrokerFilesOptions extends Pick<AclOptions, 'topicCharge' | 'topicDischarge' | 'traffic'> {
  readonly folder: string;
  readonly secrets: Secrets;
  readonly guests: readonly Guest[];
}

/** What was done: services that got a password now, and whether a file of the broker has changed. */
export interface BrokerFilesOutcome {
  readonly newPasswords: readonly string[];
  readonly isChanged: boolean;
}

/** Gives every service its password, and the broker the two files that say who may do what. */
export async function writeBrokerFiles(options: BrokerFilesOptions): Promise<BrokerFilesOutcome> {
  const { folder, guests, topicCharge, topicDischarge, traffic } = options;
  const passwordFile = join(folder, 'passwords');
  const known = new Map(
    ((await readText(passwordFile)) ?? '').split('\n').map((line) => [userOf(line), line]),
  );
  const { lines, newPasswords } = await serviceLines(options.secrets, known);
  const passwords = [...lines, ...guests.map(({ line }) => line), ''].join('\n');
  const named = (role: Guest['role']) =>
    guests.filter((guest) => guest.role === role).map(({ name }) => name);
  const acl = mosquittoAcl({
    topicCharge,
    topicDischarge,
    traffic,
    devices: named('device'),
    observers: named('observer'),
  });
  const changes = [
    await writeText(passwordFile, passwords, readableByGroup),
    await writeText(join(folder, 'acl'), acl, readableByGroup),
  ];
  return { newPasswords, isChanged: changes.includes(true) };
}

// A line that fits its password stays: its salt is random, and an unchanged file is a start that changed nothing.
async function serviceLines(secrets: Secrets, known: ReadonlyMap<string, string>) {
  const lines: string[] = [];
  const newPasswords: string[] = [];
  for (const name of serviceName.options) {
    const { value, isNew } = await secrets.keep(name, passwordName);
    if (isNew) newPasswords.push(name);
    const line = known.get(name);
    lines.push(line && isPasswordLineOf(line, name, value) ? line : mosquittoPasswordLine(name, value));
  }
  return { lines, newPasswords };
}
