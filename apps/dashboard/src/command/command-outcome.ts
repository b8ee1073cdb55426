import { NoAnswer, Refused } from '../api/ask.js';
import type { Texts } from '../texts/en.js';

/** What became of sending, in words. */
export interface CommandOutcome {
  tone: 'good' | 'bad';
  title: string;
  detail: string;
}

export const confirmed = (message: string, texts: Texts): CommandOutcome => ({
  tone: 'good',
  title: texts.command.sent,
  detail: texts.command.server(message),
});

function refusedTitle(status: number, { command }: Texts): string {
  if (status === 401 || status === 403) return command.forbidden;
  return status < 500 ? command.refused : command.failed;
}

/** Says what is known of the command, and no more than that. */
export function outcomeOfFailure(failure: unknown, texts: Texts): CommandOutcome {
  const { command } = texts;
  if (failure instanceof Refused) {
    return {
      tone: 'bad',
      title: refusedTitle(failure.status, texts),
      detail: command.server(failure.message),
    };
  }
  if (failure instanceof NoAnswer && failure.isLate) {
    return { tone: 'bad', title: command.late, detail: command.lateHint };
  }
  return { tone: 'bad', title: command.unreachable, detail: command.unreachableHint };
}

/** A failure of reading, for "could not be read: …". */
export const reasonOf = (failure: unknown, texts: Texts): string =>
  failure instanceof Refused ? failure.message : texts.unreachable;
