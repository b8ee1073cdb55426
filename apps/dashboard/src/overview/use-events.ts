import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { DeviceSnapshot, LivingState } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { commandedBattery } from '../widgets/devices-of.js';
import { recordedCommands } from './recorded-commands.js';
import { type RecordedCommand, siteEvents, type SiteEvent, type Transition } from './site-events.js';
import type { SiteReport } from './site-report.js';

const mostTransitions = 30;

/** What has happened, newest first; undefined until that is known. */
export function useEvents(
  devices: ReadonlySignal<readonly DeviceSnapshot[]>,
  report: ReadonlySignal<SiteReport>,
): ReadonlySignal<SiteEvent[] | undefined> {
  const { live } = useAppState();
  const recorded = useRecorded();
  const transitions = useTransitions(devices);
  const known = useRef<SiteReport>(report.value);
  return useComputed(() => {
    const { isSettled } = report.value;
    // What happened stays true while nobody answers.
    const system = report.value.system ?? known.current.system;
    const quarantine = report.value.quarantine ?? known.current.quarantine;
    known.current = { system, quarantine, isSettled };
    if (!live.hasSnapshot.value || !recorded.value || !isSettled) return undefined;
    return siteEvents({
      devices: devices.value,
      recorded: recorded.value,
      commands: live.commands.value,
      transitions: transitions.value,
      system,
      refusals: quarantine?.refusals ?? [],
    });
  });
}

/** Read again when something was missed: a command may have come in between. What cannot be read, as while the server starts, was not undone. */
function useRecorded(): ReadonlySignal<readonly RecordedCommand[] | undefined> {
  const { live } = useAppState();
  const recorded = useSignal<readonly RecordedCommand[] | undefined>(undefined);
  const isCommanded = useComputed(() => live.model.value.devices.has(commandedBattery));
  const know = (commands: readonly RecordedCommand[] | undefined): void => {
    recorded.value = commands ?? recorded.peek() ?? [];
  };
  useSignalEffect(() => {
    void live.missed.value;
    if (!live.hasSnapshot.value) return;
    if (!isCommanded.value) know(undefined);
    else void recordedCommands(live.serverNowMs()).then(know);
  });
  return recorded;
}

/** Who came back or went, as the server has said while this page was open. Since when a device is silent is in the registry. */
function useTransitions(
  devices: ReadonlySignal<readonly DeviceSnapshot[]>,
): ReadonlySignal<readonly Transition[]> {
  const { live } = useAppState();
  const transitions = useSignal<readonly Transition[]>([]);
  const before = useRef<ReadonlyMap<string, LivingState>>(new Map());
  useSignalEffect(() => {
    const states = new Map(devices.value.map((device) => [device.device, saidOf(device)] as const));
    const changes = devices.value.flatMap(({ device, lastSeenAtMs }): Transition[] => {
      const [was, is] = [before.current.get(device), states.get(device)];
      if (was === undefined || was === is) return [];
      if (is === 'online') return [{ device, what: 'back', atMs: lastSeenAtMs }];
      return is === 'offline' ? [{ device, what: 'offline', atMs: live.nowMs.peek() }] : [];
    });
    before.current = states;
    if (changes.length > 0) transitions.value = [...changes, ...transitions.peek()].slice(0, mostTransitions);
  });
  return transitions;
}

const saidOf = ({ connection, silentSinceMs }: DeviceSnapshot): LivingState => {
  if (connection === 'offline') return 'offline';
  return silentSinceMs === undefined ? 'online' : 'silent';
};
