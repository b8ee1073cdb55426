import { HistoryStore } from '@kilowatch/history-store';
import type { ServiceContext } from '@kilowatch/service-kit';
import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CommandRecorder } from './command-recorder.js';
import type { HistorianConfig } from './config.js';
import { HistorianSettings, Refusals } from './historian-settings.js';
import { HistoryChanges } from './history-changes.js';
import { HistoryQuestions } from './history-questions.js';
import { HistoryRecorder } from './history-recorder.js';
import { openStore } from './open-store.js';
import { RegistryListener } from './registry-listener.js';
import { RetiredDevices } from './retired-devices.js';
import { StoredMarks } from './stored-marks.js';
import { TelemetryRecorder } from './telemetry-recorder.js';

@Module({})
export class HistorianModule implements OnApplicationShutdown {
  constructor(private readonly store: HistoryStore) {}

  /** `open` replaces the configured store, as a test may want to. */
  static with(
    { config, door, health, log, now }: ServiceContext<HistorianConfig>,
    open: (settings: HistorianSettings) => Promise<HistoryStore> = openStore,
  ): DynamicModule {
    const settings: HistorianSettings = { config, log, now };
    const openWatched = async (): Promise<HistoryStore> => {
      const store = await open(settings);
      health.add('history', () => store.problem());
      return store;
    };
    return {
      module: HistorianModule,
      controllers: [CommandRecorder, HistoryChanges, HistoryQuestions, RegistryListener, TelemetryRecorder],
      providers: [
        { provide: HistoryStore, useFactory: openWatched },
        { provide: HistorianSettings, useValue: settings },
        { provide: Refusals, useValue: { refuse: door.refuse.bind(door) } satisfies Refusals },
        HistoryRecorder,
        RetiredDevices,
        StoredMarks,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}
