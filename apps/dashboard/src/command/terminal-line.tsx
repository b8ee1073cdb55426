import { useAppState } from '../app-state.js';
import { texts } from '../texts/language.js';
import type { CommandDraft } from './use-command-draft.js';

/** The command of the form as a line to paste: the API is the product as much as this page is. */
export function TerminalLine({ draft }: { draft: CommandDraft }) {
  const { site } = useAppState();
  const direction = draft.direction.value;
  const body = JSON.stringify({ [direction]: draft.value.value ?? 0, unit: draft.unit.value });
  const url = `${location.origin}/${direction}`;
  const key = site.value?.auth === 'key' ? ' -H "X-API-Key: $API_KEY"' : '';
  return (
    <div class="terminal">
      <h3>{texts.value.command.terminal}</h3>
      <pre tabIndex={0}>{`curl -X POST ${url}${key} -H "Content-Type: application/json" -d '${body}'`}</pre>
    </div>
  );
}
