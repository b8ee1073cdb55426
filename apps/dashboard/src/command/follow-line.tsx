import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { signedPowerText } from '../battery/signed-power.js';
import { useReported } from '../widgets/use-reported.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import type { SentCommand } from './sent-command.js';
import { followOf } from './follow.js';

/** What the battery makes of the command, from its own reports. */
export function FollowLine({ sent, battery }: { sent: SentCommand; battery: DeviceSnapshot | undefined }) {
  const { live } = useAppState();
  const t = texts.value;
  const format = formatFor(t.locale);
  const report = useReported(battery);
  const fresh = (metric: 'setpointW' | 'activePowerW'): number | undefined => {
    const { freshness, value } = report(metric);
    return freshness === 'fresh' ? value : undefined;
  };
  const activePowerW = fresh('activePowerW');
  const newest = live.commands.value.find(({ state }) => state === 'published');
  const follow = followOf({
    targetW: sent.targetW,
    sentAtMs: sent.sentAtMs,
    nowMs: live.nowMs.value,
    setpointW: fresh('setpointW'),
    activePowerW,
    isReplaced: newest !== undefined && newest.commandId !== sent.commandId && newest.atMs > sent.sentAtMs,
  });
  const now = signedPowerText(activePowerW ?? 0, t, format);
  const words = t.command.follow;
  const said = {
    ...words,
    ramping: words.ramping(now, signedPowerText(sent.targetW, t, format)),
    limited: words.limited(now),
  };
  return <p class={`follow follow-${follow}`}>{said[follow]}</p>;
}
