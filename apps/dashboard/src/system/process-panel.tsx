import type { SystemReport } from '../api/system-api.js';
import { Fact, Facts, SystemPanel } from './facts.js';
import { sharedProcess } from './site-parts.js';
import { useSystemWords } from './words.js';

/** The one process in which everything runs, where that is so. */
export function ProcessPanel({ system }: { system: SystemReport }) {
  const words = useSystemWords();
  const t = words.t.system;
  const process = sharedProcess(system);
  if (!process) return null;
  const { version, node, host, pid, startedAtMs, memoryBytes, heapBytes, eventLoopDelayMs } = process;
  return (
    <SystemPanel title={t.process} hint={t.oneProcess}>
      <Facts>
        <Fact
          label={t.columns.uptime}
          value={words.duration(words.nowMs - startedAtMs)}
          hint={t.since(words.moment(startedAtMs))}
        />
        <Fact
          label={t.columns.memory}
          value={words.bytes(memoryBytes)}
          hint={t.heap(words.bytes(heapBytes))}
        />
        <Fact
          label={t.columns.delay}
          value={eventLoopDelayMs === null ? undefined : words.ms(eventLoopDelayMs)}
        />
        <Fact label={t.columns.version} value={version} hint={`${t.node} ${node}`} />
        <Fact label={t.host} value={<span dir="auto">{host}</span>} hint={t.pid(String(pid))} />
      </Facts>
    </SystemPanel>
  );
}
