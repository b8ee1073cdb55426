import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { ServiceName } from '@kilowatch/contracts';
import { readText, writeText } from './write-file.js';

const secretBytes = 24;
const ownerOnly = 0o600;

/** 192 random bits that can stand in a URL, a YAML file and a shell line. */
export const newSecret = (): string => randomBytes(secretBytes).toString('base64url');

/** The folders of the secrets: one for each service, which alone reads it, and one of init's own. */
export class Secrets {
  constructor(private readonly folder: string) {}

  read(owner: ServiceName | 'init', name: string): Promise<string | undefined> {
    return readText(this.pathOf(owner, name));
  }

  async write(owner: ServiceName | 'init', name: string, value: string): Promise<void> {
    await writeText(this.pathOf(owner, name), value, ownerOnly);
  }

  /** The secret that is there; a new one only where there is none. */
  async keep(owner: ServiceName | 'init', name: string): Promise<{ value: string; isNew: boolean }> {
    const known = await this.read(owner, name);
    if (known !== undefined) return { value: known, isNew: false };
    const value = newSecret();
    await this.write(owner, name, value);
    return { value, isNew: true };
  }

  pathOf(owner: ServiceName | 'init', name: string): string {
    return join(this.folder, owner, name);
  }
}
