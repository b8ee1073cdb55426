import type { FaultCode } from '@kilowatch/contracts';
import { NoAnswer, Refused } from '../api/ask.js';
import type { Texts } from '../texts/en.js';
import { meaningOf } from '../texts/meanings/meanings.js';
import { serverWords } from '../texts/server-words.js';

/** What became of sending, in words. The server's own among them are marked: see `Worded`. */
export interface CommandOutcome {
  tone: 'good' | 'bad';
  title: string;
  detail: string;
  /** What the server said, where `detail` is its meaning in another language. */
  server?: string;
}

export const confirmed = (message: string, texts: Texts): CommandOutcome => ({
  tone: 'good',
  title: texts.command.sent,
  detail: saidBy(message, texts),
});

const saidBy = (message: string, texts: Texts): string => texts.command.server(serverWords(message, texts));

function refusedTitle(status: number, { command }: Texts): string {
  if (status === 401 || status === 403) return command.forbidden;
  return status < 500 ? command.refused : command.failed;
}

/** Says what is known of the command, and no more than that. */
export function outcomeOfFailure(failure: unknown, texts: Texts): CommandOutcome {
  const { command } = texts;
  if (failure instanceof Refused) {
    const title = refusedTitle(failure.status, texts);
    const meaning = meaningOf(failure.code);
    const server = saidBy(failure.message, texts);
    return meaning === undefined
      ? { tone: 'bad', title, detail: server }
      : { tone: 'bad', title, detail: meaning, server };
  }
  if (failure instanceof NoAnswer && failure.isLate) {
    return { tone: 'bad', title: command.late, detail: command.lateHint };
  }
  return { tone: 'bad', title: command.unreachable, detail: command.unreachableHint };
}

/** Why the server did not do something, for "could not be read: …": what that means, and the server's own words, which hold the numbers. */
export function reasonOf(failure: unknown, texts: Texts): string {
  return failure instanceof Refused ? refusalText(failure.code, failure.message, texts) : texts.unreachable;
}

/** The same of a refusal that somebody else got. */
export function refusalText(code: FaultCode | undefined, message: string, texts: Texts): string {
  const meaning = meaningOf(code);
  return meaning === undefined ? serverWords(message, texts) : `${meaning} ${saidBy(message, texts)}`;
}
