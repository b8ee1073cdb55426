import 'reflect-metadata';
import { benchRequestReply } from './request-reply.js';

await benchRequestReply();
process.exit(0); // Nest's client leaves a timer per lost answer behind
