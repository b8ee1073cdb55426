import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { predecessorAsked, type PredecessorQuestion } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';

const inflated = promisify(inflateRaw);

/** Answers longer than this are not unpacked: years of a sensor at once. */
const longestAnswerBytes = 64 * 1024 * 1024;

/** What control-api answers over HTTP too. The same question, while it is being answered, is asked once. */
@Injectable()
export class PredecessorAnswers {
  private readonly asked = new Map<string, Promise<unknown>>();

  constructor(private readonly client: MessagingClient) {}

  /** Rejects when nobody answers, or in time. */
  to(question: PredecessorQuestion): Promise<unknown> {
    const key = JSON.stringify(question);
    const known = this.asked.get(key);
    if (known) return known;
    const answer = this.ask(question).finally(() => this.asked.delete(key));
    this.asked.set(key, answer);
    return answer;
  }

  private async ask(question: PredecessorQuestion): Promise<unknown> {
    const { deflated } = await this.client.request(predecessorAsked, {}, { question });
    const packed = Buffer.from(deflated, 'base64');
    const text = await inflated(packed, { maxOutputLength: longestAnswerBytes });
    return JSON.parse(text.toString()) as unknown;
  }
}
