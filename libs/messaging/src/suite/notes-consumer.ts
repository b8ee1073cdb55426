import { Controller, type Type } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { Received } from '../door.js';
import { type BatchOptions, handlersOf } from '../handlers.js';
import { Collected } from './collected.js';
import { note } from './contracts.js';

type Note = Received<typeof note>;
const { OnBatch } = handlersOf('historian');

/** Takes notes in batches; `work` decides how each ends. */
export const consumer = (
  work: (ns: number[]) => Promise<void> | void,
  isPersistent = true,
  options: Partial<BatchOptions> = {},
) => {
  const handled = new Collected<number[]>();
  @Controller()
  class Notes {
    @OnBatch(note, { isPersistent, ...options })
    async take(@Payload() batch: readonly Note[]) {
      const ns = batch.map(({ body }) => body.n);
      handled.add(ns);
      await work(ns);
    }
  }
  return { handled, Notes: Notes as Type };
};
