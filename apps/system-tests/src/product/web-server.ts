import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PredecessorPort } from '@kilowatch/contracts';
import { webServerConfig } from '@kilowatch/init';
import { aTemporaryFolder, eventually } from '@kilowatch/testing';
import { Child, type Ended } from './child.js';
import { freePort } from './free-port.js';
import { commandOf } from './installed.js';
import type { EndSignal } from './product.js';

const root = fileURLToPath(new URL('../../../dashboard/dist', import.meta.url));

export interface Behind {
  /** Ports on the loopback interface. */
  readonly controlApi: number;
  readonly gateway: number;
  readonly ingest: number;
}

/** As LEGACY_PORTS has them: `18000:8000,15000:5000`. */
const legacyIn = (list: string) =>
  list
    .split(',')
    .filter(Boolean)
    .map((text) => {
      const [listen, as] = text.split(':');
      return { listen: `127.0.0.1:${listen}`, as: Number(as) as PredecessorPort };
    });

/** A real nginx with our configuration: one origin for API, sockets and dashboard. */
export class WebServer {
  private child: Child | undefined;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly file: string,
  ) {}

  /** Not started. The web server listens on the ports of predecessors in the place of a service. */
  static async prepare({ controlApi, gateway, ingest }: Behind, legacyPorts = ''): Promise<WebServer> {
    const folder = await aTemporaryFolder();
    const port = await freePort();
    const file = join(folder, 'nginx.conf');
    const ours = webServerConfig({
      controlApi: `127.0.0.1:${controlApi}`,
      gateway: `127.0.0.1:${gateway}`,
      ingest: `127.0.0.1:${ingest}`,
      listen: [`127.0.0.1:${port}`],
      legacy: legacyIn(legacyPorts),
      root,
      folder,
    });
    // Node gives a child a socket for its output, which cannot be opened by that name.
    await writeFile(file, ours.replace('/dev/stdout', join(folder, 'access.log')));
    return new WebServer(port, folder, file);
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  async start(): Promise<void> {
    // One process, so that a signal ends all of it; as root it may read the test's folders.
    const more = `master_process off; ${process.getuid?.() === 0 ? 'user root;' : ''}`;
    const child = Child.run('nginx', commandOf('nginx'), ['-p', this.folder, '-c', this.file, '-g', more]);
    this.child = child;
    await eventually(() => {
      if (!child.isRunning) throw new Error(`nginx ended: ${child.output}`);
      return fetch(`${this.url}/icon.svg`);
    });
  }

  async stop(signal: EndSignal): Promise<Ended | undefined> {
    return this.child?.stop(signal);
  }
}
