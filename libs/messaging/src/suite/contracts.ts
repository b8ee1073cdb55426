import { defineMessage, defineRequest, type TrafficContract } from '@kilowatch/contracts';
import * as z from 'zod';

/** Contracts of the suite's own, so that it does not change when the product's do. */
const question = z.strictObject({ text: z.string().max(1_000) });
const answer = z.strictObject({ text: z.string() });

export const echo = defineRequest('suite/{place}/echo', {
  schema: question,
  reply: answer,
  responder: 'historian',
  deadlineMs: 2_000,
});

export const hurried = defineRequest('suite/hurried', {
  schema: question,
  reply: answer,
  responder: 'historian',
  deadlineMs: 150,
});

export const patient = defineRequest('suite/patient', {
  schema: question,
  reply: answer,
  responder: 'historian',
  deadlineMs: 7_000,
});

export const note = defineMessage('suite/notes/{author}', z.strictObject({ n: z.number().int() }));
export const kept = defineMessage('suite/kept/{author}', z.strictObject({ n: z.number().int() }), {
  retain: true,
});
/** Kept by a service that may never have been there. */
export const entrusted = defineMessage('suite/entrusted', z.strictObject({ n: z.number().int() }), {
  keptBy: 'historian',
});
export const word = defineMessage('suite/word', z.enum(['yes', 'no']), { encoding: 'text' });

export const talk: TrafficContract = {
  kind: 'traffic',
  name: 'talk',
  session: 'talk',
  filters: ['suite/talk/+', 'suite/more/#'],
};
export const chatter: TrafficContract = {
  kind: 'traffic',
  name: 'chatter',
  session: 'chatter',
  filters: ['+/talk/#'],
};
