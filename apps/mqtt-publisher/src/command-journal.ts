import { type CommandState, commandChanged, Fault, type SetpointOrder } from '@kilowatch/contracts';
import type { MessagingClient } from '@kilowatch/messaging';
import type { Log } from '@kilowatch/service-kit';

type Outcome = Pick<CommandState, 'state' | 'activePowerW' | 'atMs' | 'reason'>;

/** Tells the site what became of a command. Never in the way of the command: it does not wait and does not fail. */
export class CommandJournal {
  constructor(
    private readonly messaging: MessagingClient,
    private readonly log: Log,
  ) {}

  published(order: SetpointOrder, outcome: { activePowerW: number; atMs: number }): void {
    this.tell(order, { state: 'published', ...outcome });
  }

  /** A refusal is `rejected`; once the decision was for it (`activePowerW` is known), the command has `failed`. */
  refused(
    order: SetpointOrder,
    cause: unknown,
    outcome: { activePowerW?: number | undefined; atMs: number },
  ): void {
    const reason =
      cause instanceof Fault
        ? { code: cause.code, text: cause.message }
        : { code: 'internal' as const, text: 'Something went wrong here; the log has it' };
    this.tell(order, {
      state: outcome.activePowerW === undefined ? 'rejected' : 'failed',
      ...outcome,
      reason,
    });
  }

  private tell({ expiresAtMs: _, ...order }: SetpointOrder, outcome: Outcome): void {
    const state: CommandState = { ...order, ...outcome };
    this.log.info(state, `Command ${state.state}`);
    this.messaging
      .publish(commandChanged, { device: order.device }, state)
      .catch((err: unknown) =>
        this.log.warn({ err, commandId: order.commandId }, 'The event was not published'),
      );
  }
}
