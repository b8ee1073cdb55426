import type { CommandState } from '@kilowatch/contracts';
import { timeZoneOf, useAppState } from '../app-state.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { refusalText } from './command-outcome.js';

/** Commands from anywhere, as the server tells of them. */
export function LatestCommands() {
  const { live, site } = useAppState();
  const t = texts.value;
  const commands = live.commands.value;
  return (
    <div class="latest-commands">
      <h3>{t.command.recent}</h3>
      {commands.length === 0 && <p class="hint">{t.command.recentEmpty}</p>}
      <ol>
        {commands.map((command) => (
          <Entry key={command.commandId} command={command} timeZone={timeZoneOf(site.value)} />
        ))}
      </ol>
    </div>
  );
}

function Entry({ command, timeZone }: { command: CommandState; timeZone: string }) {
  const { direction, requested, state, holder, atMs, reason } = command;
  const t = texts.value;
  const format = formatFor(t.locale);
  const size = `${requested.value.toLocaleString(t.locale, { maximumFractionDigits: 3 })}\u00a0${requested.unit}`;
  const what = requested.value === 0 ? t.command.stop : `${t.command[direction]} ${size}`;
  return (
    <li class={`latest latest-${state}`} title={reason && refusalText(reason.code, reason.text, t)}>
      <time dateTime={new Date(atMs).toISOString()}>{format.time(atMs, timeZone)}</time>
      <span
        class={`latest-what direction-word direction-${direction === 'charge' ? 'charging' : 'discharging'}`}
      >
        {what}
      </span>
      <span class="latest-state">
        {state === 'published' ? t.command.by(holder) : t.command.state[state]}
      </span>
    </li>
  );
}
