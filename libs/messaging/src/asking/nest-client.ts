import type { MessageContract, RequestContract } from '@kilowatch/contracts';
import { ClientProxy, type ReadPacket, type WritePacket } from '@nestjs/microservices';
import type { MessagingClient } from '../door.js';

interface Letter {
  readonly address: Record<string, string>;
  readonly body: unknown;
}

/**
 * The door in Nest's idiom: `proxy.send(requestContract, { address, body })` and `proxy.emit(messageContract, …)`.
 * Kept apart from `MessagingClient` because Nest's protected `publish` has the name and not the meaning of ours.
 */
export class NestClient extends ClientProxy {
  constructor(
    private readonly client: MessagingClient,
    private readonly connected: () => Promise<void>,
  ) {
    super();
  }

  override connect(): Promise<void> {
    return this.connected();
  }

  /** The door owns the connection; it is closed with the door. */
  override close(): void {
    return undefined;
  }

  override unwrap<T>(): T {
    return this.client as T;
  }

  protected override publish(packet: ReadPacket, callback: (packet: WritePacket) => void): () => void {
    const { address, body } = packet.data as Letter;
    let isWanted = true;
    this.client.request(packet.pattern as unknown as RequestContract, address, body).then(
      (response) => isWanted && callback({ response, isDisposed: true }),
      (err: unknown) => isWanted && callback({ err }),
    );
    return () => {
      isWanted = false;
    };
  }

  protected override async dispatchEvent<T>(packet: ReadPacket): Promise<T> {
    const { address, body } = packet.data as Letter;
    await this.client.publish(packet.pattern as MessageContract, address, body);
    return undefined as T;
  }
}
