import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { onTestEnd } from '@kilowatch/testing';

/** A line to a port of this machine whose cable can be pulled: nothing more comes through, and neither end is told. */
export class Line {
  private readonly ends = new Set<Socket>();
  private isCut = false;

  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {}

  static async to(port: number): Promise<Line> {
    const server = createServer({ allowHalfOpen: true });
    const line = new Line(server, port);
    server.on('connection', (near) => line.join(near));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestEnd(() => line.close());
    return line;
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  pull(): void {
    this.isCut = true;
    for (const end of this.ends) end.pause();
  }

  plugIn(): void {
    this.isCut = false;
    for (const end of this.ends) end.resume();
  }

  private join(near: Socket): void {
    const far = connect({ port: this.port, host: '127.0.0.1', allowHalfOpen: true });
    this.pass(near, far);
    this.pass(far, near);
  }

  private pass(from: Socket, to: Socket): void {
    this.ends.add(from);
    from.on('data', (piece) => to.write(piece));
    from.on('end', () => to.end());
    from.on('error', () => to.destroy());
    from.on('close', () => this.ends.delete(from));
    if (this.isCut) from.pause();
  }

  private async close(): Promise<void> {
    for (const end of this.ends) end.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}
