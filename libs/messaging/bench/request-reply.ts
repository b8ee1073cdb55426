import 'reflect-metadata';
import { defineRequest, type RequestContract } from '@kilowatch/contracts';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientProxyFactory, MessagePattern, Payload, Transport } from '@nestjs/microservices';
import { firstValueFrom, retry, timeout } from 'rxjs';
import { z } from 'zod';
import { EmbeddedBroker } from '../src/broker/index.js';
import { createDoor, handlersOf, messagingLimits } from '../src/index.js';
import { isMosquittoOnPath, startMosquitto, type TestBroker } from '../src/suite/mosquitto.js';

const { OnRequest } = handlersOf('historian');
const sample = z.strictObject({ device: z.string(), metrics: z.array(z.string()), atMs: z.number() });
const body = { device: 'battery:demo', metrics: ['activePowerW', 'socPct'], atMs: 1_790_000_000_000 };
const echo: RequestContract<'bench/echo', typeof sample, typeof sample> = defineRequest('bench/echo', {
  schema: sample,
  reply: sample,
  responder: 'historian',
  deadlineMs: 5_000,
});
const stockPattern = 'bench/stock';
const rounds = 3;
const oursPerRound = 3_000;
const stockPerRound = 20; // 45 ms each, on a broker as it is installed
const warmUps = 200;
const answerWithinMs = 300;

@Controller()
class OurEcho {
  @OnRequest(echo)
  async echo(@Payload() asked: z.output<typeof sample>) {
    return asked;
  }
}

@Controller()
class StockEcho {
  @MessagePattern(stockPattern, Transport.MQTT)
  echo(@Payload() asked: unknown) {
    return asked;
  }
}

@Module({ controllers: [OurEcho] })
class Ours {}
@Module({ controllers: [StockEcho] })
class Stock {}

type Ask = () => Promise<unknown>;
interface Side {
  readonly ask: Ask;
  readonly close: () => Promise<void>;
  /** Questions that were never answered, and not counted. */
  readonly lost: () => number;
}

const startOurs = async (broker: TestBroker): Promise<Side> => {
  const limits = messagingLimits.parse({});
  const door = createDoor({ service: 'historian', broker, limits });
  const app = await NestFactory.createMicroservice(Ours, { strategy: door.strategy, logger: false });
  await app.listen();
  const asker = createDoor({ service: 'control-api', broker, limits });
  await asker.whenReady();
  const close = async (): Promise<void> => {
    await asker.close();
    await app.close();
    await door.close();
  };
  return { ask: () => asker.client.request(echo, {}, body), close, lost: () => 0 };
};

const startStock = async ({ host, port }: TestBroker): Promise<Side> => {
  const options = { url: `mqtt://${host}:${port}` };
  const app = await NestFactory.createMicroservice(Stock, {
    transport: Transport.MQTT,
    options,
    logger: false,
  });
  await app.listen();
  const client = ClientProxyFactory.create({ transport: Transport.MQTT, options });
  let lost = 0;
  // It subscribes and unsubscribes around every question: on a broker that works on both at once, answers go astray.
  const again = { delay: (): Promise<void> => Promise.resolve(void (lost += 1)) };
  const ask: Ask = () =>
    firstValueFrom(client.send<unknown>(stockPattern, body).pipe(timeout(answerWithinMs), retry(again)));
  await ask();
  lost = 0; // its `listen` resolves before the broker has granted its subscriptions
  const close = async (): Promise<void> => {
    await client.close();
    await app.close();
  };
  return { ask, close, lost: () => lost };
};

const perSecond = async (count: number, ask: Ask): Promise<number> => {
  const startMs = performance.now();
  for (let i = 0; i < count; i++) await ask();
  return (count / (performance.now() - startMs)) * 1_000;
};

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const spread = (values: readonly number[]): string =>
  `${Math.round(Math.min(...values))}–${Math.round(Math.max(...values))}`;

/** Requests per second, one after another: our door and Nest's stock `ClientMqtt` in turns, on one broker. */
export const benchRequestReply = async (print: (line: string) => void = console.log): Promise<void> => {
  if (isMosquittoOnPath()) {
    await compare('Mosquitto as installed', 2, await startMosquitto({ hasNoDelay: false }), print);
    await compare('Mosquitto with set_tcp_nodelay', 2, await startMosquitto(), print);
  }
  await compare('embedded broker', 1, await EmbeddedBroker.listen({ host: '127.0.0.1', port: 0 }), print);
};

const compare = async (
  name: string,
  processes: number,
  broker: TestBroker,
  print: (line: string) => void,
): Promise<void> => {
  const [ours, stock] = [await startOurs(broker), await startStock(broker)];
  await perSecond(warmUps, ours.ask);
  const [oursRates, stockRates]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    oursRates.push(await perSecond(oursPerRound, ours.ask));
    stockRates.push(await perSecond(stockPerRound, stock.ask));
  }
  await ours.close();
  await stock.close();
  await broker.close();
  const [us, them] = [middle(oursRates), middle(stockRates)];
  const setting = `one after another, ${name}, ${processes} process(es), ${JSON.stringify(body).length} B JSON each way`;
  print(`request/reply, our door: ${Math.round(us)}/s [${spread(oursRates)}], ${setting}`);
  print(
    `request/reply, Nest ClientMqtt: ${them.toFixed(1)}/s [${spread(stockRates)}], ${stock.lost()} answers lost, ${setting}`,
  );
  print(
    `request/reply, our door ÷ Nest ClientMqtt: ${Math.round(us / them)}, medians of ${rounds} rounds in turns, ${name}`,
  );
};
