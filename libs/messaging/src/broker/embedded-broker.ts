import type { BrokerFigures, Figures } from '@kilowatch/contracts';
import { Aedes, type AedesPublishPacket, type Client } from 'aedes';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { DoorLog } from '../door.js';
import { BoundedPersistence, type QueuePersistence } from './bounded-persistence.js';
import { type BrokerLimits, brokerLimits } from './broker-limits.js';
import { PacketGauge } from './packet-gauge.js';
import { type DurableOptions, DurableSessions, type SubscriptionsByTopic } from './durable-sessions.js';
import { refuseRetainedCommands } from './retained-commands.js';

/** Who may connect; a thrown or rejected error refuses. */
export type Authenticate = (client: {
  readonly id: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** From where it has connected. */
  readonly address: string | undefined;
}) => boolean | Promise<boolean>;

export interface EmbeddedBrokerOptions extends Partial<BrokerLimits> {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly log?: DoorLog;
  /** Absent: everybody may connect. */
  readonly authenticate?: Authenticate;
  /** Topics on which a retained message is refused. */
  readonly commandTopics?: readonly string[];
  /** Absent: everything is in memory only. */
  readonly durable?: DurableOptions;
}

const sweepMs = 60_000;
const silent: DoorLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** An MQTT 3.1.1 broker in this process, in memory and bounded; sessions of our own services can be durable. */
export class EmbeddedBroker {
  readonly host: string;
  readonly port: number;
  private readonly sockets = new Set<Socket>();
  private readonly sweeper: NodeJS.Timeout;

  private constructor(
    private readonly aedes: Aedes,
    private readonly server: Server,
    private readonly limits: BrokerLimits,
    private readonly log: DoorLog,
    private readonly durable: DurableSessions | undefined,
  ) {
    const { address, port } = server.address() as AddressInfo;
    this.host = address;
    this.port = port;
    this.sweeper = this.bound();
    aedes.on('clientError', (client, error) =>
      log.warn({ client: client.id, error: error.message }, 'lost an MQTT client'),
    );
    aedes.on('connectionError', (_client, error) =>
      log.warn({ error: error.message }, 'refused an MQTT connection'),
    );
    server.on('connection', (socket: Socket) => this.accept(socket));
  }

  /** Starts listening. Throws an Error with one sentence when the port cannot be had. */
  static async listen(options: EmbeddedBrokerOptions): Promise<EmbeddedBroker> {
    const limits = { ...brokerLimits, ...given(options) };
    const log = options.log ?? silent;
    // On both sides, else each round trip waits 44 ms for a delayed acknowledgement.
    const server = createServer({ noDelay: true });
    server.maxConnections = limits.maxConnections;
    server.on('connection', refuse);
    await bind(server, options.host, options.port); // first, so that of two by mistake the second says that the port is taken
    try {
      const durable = options.durable && (await DurableSessions.open(options.durable, limits, log));
      const aedes = await Aedes.createBroker({
        connectTimeout: limits.connectTimeoutMs,
        drainTimeout: limits.drainTimeoutMs,
        ...(options.authenticate ? { authenticate: asked(options.authenticate, log) } : {}),
      });
      const { commandTopics = [] } = options;
      durable?.install(aedes, persistenceOf(aedes), commandTopics);
      if (commandTopics.length > 0) refuseRetainedCommands(aedes, commandTopics, log);
      server.off('connection', refuse);
      return new EmbeddedBroker(aedes, server, limits, log, durable);
    } catch (error) {
      server.close();
      throw error;
    }
  }

  /** Why messages of devices are not acknowledged at present, in words; undefined when all is well. */
  readonly problem = (): string | undefined => this.durable?.problem;

  /** How many clients there are, and what lies on the disk for sessions of our own. */
  readonly figures = (): BrokerFigures & Figures => ({
    brokerClients: this.aedes.connectedClients,
    brokerJournalBytes: this.durable?.journal.usedBytes ?? 0,
    brokerJournalQuotaBytes: this.durable?.journal.quotaBytes ?? 0,
  });

  private bound(): NodeJS.Timeout {
    const { aedes, durable } = this;
    const persistence = new BoundedPersistence(persistenceOf(aedes), this.limits, this.log, durable);
    for (const { session, topic, payload, journalled } of durable?.restored ?? [])
      persistence.restore(session, asPacket(aedes, topic, payload), journalled, performance.now());
    aedes.authorizeForward = persistence.authorizeForward;
    aedes.on('client', (client) => persistence.onConnected(client));
    aedes.on('clientDisconnect', (client) => persistence.onDisconnected(client, performance.now()));
    const sweep = (): void => {
      durable?.sweep(aedes, performance.now());
      persistence
        .sweep(performance.now())
        .catch((error: unknown) => this.log.error({ err: error }, 'sweep failed'));
    };
    return setInterval(sweep, sweepMs).unref();
  }

  /** Before the end: what others publish from now on is not confirmed, so that it stays theirs to send again. They still hear. */
  takeOnlyFrom(isTaken: (clientId: string) => boolean): void {
    const take = this.aedes.authorizePublish.bind(this.aedes);
    this.aedes.authorizePublish = (client, packet, done) => {
      if (!client || isTaken(client.id)) take(client, packet, done);
    };
  }

  /** Ends every connection and stops listening. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    clearInterval(this.sweeper);
    const closed = once(this.server, 'close');
    this.server.close();
    await new Promise<void>((resolve) => this.aedes.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
    await this.durable?.close();
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    const client = this.aedes.handle(socket) as Client | undefined;
    const gauge = new PacketGauge(this.limits.maxPacketBytes);
    // Hears of every piece just before the broker's parser buffers it.
    socket.on('data', (piece: Buffer) => {
      const bytes = gauge.excess(piece);
      if (bytes === undefined) return;
      this.log.warn(
        { client: client?.id, bytes, most: this.limits.maxPacketBytes },
        'disconnected: packet too large',
      );
      socket.destroy();
    });
  }
}

/** Who comes before everything is there comes again. */
const refuse = (socket: Socket): unknown => socket.destroy();

const persistenceOf = (aedes: Aedes): QueuePersistence & SubscriptionsByTopic =>
  (aedes as Aedes & { persistence: QueuePersistence & SubscriptionsByTopic }).persistence;

/** Numbered as aedes numbers what passes through it, which begins anew with each process. */
const asPacket = (aedes: Aedes, topic: string, payload: Buffer): AedesPublishPacket => {
  const counting = aedes as Aedes & { counter: number };
  counting.counter += 1;
  const delivery = { cmd: 'publish', qos: 1, dup: true, retain: false } as const;
  return { ...delivery, topic, payload, brokerId: aedes.id, brokerCounter: counting.counter };
};

const given = (options: Partial<BrokerLimits>): Partial<BrokerLimits> =>
  Object.fromEntries(
    Object.entries(options).filter(([name, value]) => name in brokerLimits && value !== undefined),
  );

const bind = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(inWords(error, host, port)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });

const inWords = (error: NodeJS.ErrnoException, host: string, port: number): Error => {
  const cause = { cause: error };
  if (error.code === 'EADDRINUSE')
    return new Error(
      `Port ${port} on ${host} is taken: another program listens there. Stop it, or set MQTT_PORT to a free port.`,
      cause,
    );
  if (error.code === 'EACCES')
    return new Error(`Port ${port} on ${host} may not be used: ports below 1024 need privileges.`, cause);
  if (error.code === 'EADDRNOTAVAIL')
    return new Error(
      `${host} is not an address of this machine; MQTT_HOST must be one, as 127.0.0.1.`,
      cause,
    );
  return new Error(`The MQTT broker cannot listen on ${host}:${port}: ${error.message}`, cause);
};

type Ask = (
  client: Client,
  username: string | undefined,
  password: Buffer | undefined,
  done: (error: null, isAllowed: boolean) => void,
) => void;

const asked =
  (authenticate: Authenticate, log: DoorLog): Ask =>
  (client, username, password, done) => {
    const { remoteAddress: address } = client.conn as Socket;
    const caller = { id: client.id, username, password: password?.toString('utf8'), address };
    const answer = Promise.resolve(caller).then(authenticate);
    answer.then(
      (isAllowed) => done(null, isAllowed),
      (error: unknown) => {
        log.warn({ client: client.id, error: String(error) }, 'refused an MQTT client');
        done(null, false);
      },
    );
  };
