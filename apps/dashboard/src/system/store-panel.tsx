import type { SystemReport } from '../api/system-api.js';
import { Fact, Facts, SystemPanel, UsageBar } from './facts.js';
import { figuresOf } from './site-parts.js';
import { type SystemWords, useSystemWords } from './words.js';

const isKind = (kind: string, kinds: object): kind is keyof SystemWords['t']['system']['storeKinds'] =>
  kind in kinds;

/** Where the history is kept: how large it is, how far it reaches back, how much room there is. */
export function StorePanel({ system }: { system: SystemReport }) {
  const words = useSystemWords();
  const t = words.t.system;
  const figures = figuresOf(system, 'historian');
  const { storeKind, storeProblem, storeBytes, storeLimitBytes, storeOldestAtMs } = figures;
  const { lastCommitAtMs, lastCommitMs, volumeFreeBytes, volumeBytes } = figures;
  // The disk ends before a limit beyond it does.
  const limit =
    storeLimitBytes != null && storeLimitBytes < (volumeBytes ?? Infinity) ? storeLimitBytes : undefined;
  const state = storeProblem ? ({ tone: 'bad', text: t.unreachable } as const) : undefined;
  const isKnown = storeProblem !== undefined;
  return (
    <SystemPanel title={t.store} state={state ?? (isKnown ? { tone: 'good', text: t.reachable } : undefined)}>
      {storeProblem && <p class="hint hint-warning">{storeProblem}</p>}
      <Facts>
        <Fact
          label={t.kind}
          value={storeKind && (isKind(storeKind, t.storeKinds) ? t.storeKinds[storeKind] : storeKind)}
        />
        {storeBytes != null && <Size used={storeBytes} limit={limit} words={words} />}
        <Fact
          label={t.oldest}
          value={storeOldestAtMs != null ? words.moment(storeOldestAtMs) : undefined}
          hint={storeOldestAtMs != null ? words.age(Math.max(0, words.nowMs - storeOldestAtMs)) : undefined}
        />
        <Fact
          label={t.lastWrite}
          value={lastCommitAtMs != null ? words.age(Math.max(0, words.nowMs - lastCommitAtMs)) : undefined}
          hint={lastCommitMs != null ? t.took(words.ms(lastCommitMs)) : undefined}
        />
        {volumeFreeBytes != null && volumeBytes != null && (
          <Fact label={t.disk} value={t.of(words.bytes(volumeFreeBytes), words.bytes(volumeBytes))}>
            <UsageBar used={volumeBytes - volumeFreeBytes} limit={volumeBytes} />
          </Fact>
        )}
      </Facts>
    </SystemPanel>
  );
}

interface SizeProps {
  used: number;
  limit: number | undefined;
  words: SystemWords;
}

function Size({ used, limit, words }: SizeProps) {
  const t = words.t.system;
  if (limit === undefined) return <Fact label={t.size} value={words.bytes(used)} />;
  return (
    <Fact label={t.size} value={t.of(words.bytes(used), words.bytes(limit))}>
      <UsageBar used={used} limit={limit} />
    </Fact>
  );
}
