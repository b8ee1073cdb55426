import type { PredecessorQuestion } from '@kilowatch/contracts';

/** How each question of the predecessors' pages is answered, as JSON: null where there is nothing. */
export type AnswersByQuestion = {
  readonly [Of in PredecessorQuestion['of']]: (
    question: Extract<PredecessorQuestion, { of: Of }>,
  ) => Promise<unknown>;
};

/** A provider: the answers of all domains. */
export abstract class PredecessorAnswers {
  abstract readonly to: AnswersByQuestion;
}
