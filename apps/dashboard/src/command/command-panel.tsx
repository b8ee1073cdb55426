import { useSignal } from '@preact/signals';
import type { DeviceSnapshot, Direction, PowerUnit } from '@kilowatch/contracts';
import { command } from '../api/site-api.js';
import { useAppState } from '../app-state.js';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';
import { CommandForm } from './command-form.js';
import { type CommandOutcome, confirmed, outcomeOfFailure } from './command-outcome.js';
import { FollowLine } from './follow-line.js';
import { targetOf } from './follow.js';
import { LatestCommands } from './latest-commands.js';
import { TerminalLine } from './terminal-line.js';
import type { SentCommand } from './sent-command.js';
import { useCommandDraft } from './use-command-draft.js';

/** Sends commands, shows what the server said and then what the battery does. */
export function CommandPanel({ battery }: { battery: DeviceSnapshot | undefined }) {
  const { live } = useAppState();
  const draft = useCommandDraft();
  const isSending = useSignal(false);
  const outcome = useSignal<CommandOutcome | undefined>(undefined);
  const sent = useSignal<SentCommand | undefined>(undefined);
  const send = async (direction: Direction, value: number, unit: PowerUnit): Promise<void> => {
    if (isSending.value) return;
    isSending.value = true;
    outcome.value = undefined;
    sent.value = undefined;
    try {
      const { message, commandId } = await command(direction, value, unit);
      outcome.value = confirmed(message, texts.value);
      sent.value = { commandId, targetW: targetOf(direction, value, unit), sentAtMs: live.serverNowMs() };
    } catch (failure) {
      outcome.value = outcomeOfFailure(failure, texts.value);
    }
    isSending.value = false;
  };
  return (
    <section class="panel command-panel" aria-labelledby="command-title">
      <h2 id="command-title">{texts.value.command.title}</h2>
      <CommandForm draft={draft} isSending={isSending.value} onSend={(...order) => void send(...order)} />
      <div class="outcome" aria-live="polite">
        {outcome.value && (
          <div class={`outcome-box outcome-${outcome.value.tone}`}>
            <p class="outcome-title">{outcome.value.title}</p>
            <p>
              <Worded text={outcome.value.detail} />
            </p>
            {outcome.value.server !== undefined && (
              <p class="hint">
                <Worded text={outcome.value.server} />
              </p>
            )}
            {sent.value && <FollowLine sent={sent.value} battery={battery} />}
          </div>
        )}
      </div>
      <LatestCommands />
      <TerminalLine draft={draft} />
    </section>
  );
}
