import 'reflect-metadata';
import { historyLatest } from '@kilowatch/contracts';
import { handlersOf } from '@kilowatch/messaging';
import { Controller, Module } from '@nestjs/common';
import * as z from 'zod';
import { defineService } from '../../service.js';
import { startService } from '../start-service.js';

/** Answers with its own process id; bundled and spawned by fencing.spec. */
@Controller()
class Answers {
  @(handlersOf('historian').OnRequest(historyLatest))
  async latest() {
    return {
      readings: [
        { device: 'meter:process', metric: 'pid', value: process.pid, atMs: 1, receivedAtMs: 1, ordinal: 0 },
      ],
    };
  }
}

@Module({ controllers: [Answers] })
class AnswersModule {}

await startService(
  defineService({
    name: 'historian',
    config: z.object({}),
    hasHttp: false,
    isFenced: true,
    module: () => {
      process.stdout.write(`built by ${process.pid}\n`);
      return { module: AnswersModule };
    },
  }),
);
