import { quarantineAdded, telemetry } from '@kilowatch/contracts';
import { HistoryStore } from '@kilowatch/history-store';
import type { Door } from '@kilowatch/messaging';
import type { ServiceContext } from '@kilowatch/service-kit';
import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { AnswerTurns } from './answer-turns.js';
import { CaughtUp } from './caught-up.js';
import { ClockAgreement } from './clock-agreement.js';
import { CommandRecorder } from './command-recorder.js';
import type { HistorianConfig } from './config.js';
import { historianDetails } from './historian-details.js';
import { HistorianSettings, Refusals } from './historian-settings.js';
import { HistoryBackups } from './history-backups.js';
import { HistoryChanges } from './history-changes.js';
import { HistoryImports } from './history-imports.js';
import { HistoryQuestions } from './history-questions.js';
import { HistoryRecorder } from './history-recorder.js';
import { Flow } from './journaled/flow.js';
import { JournaledHistory } from './journaled/journaled-history.js';
import { openHistory, quotaBytes } from './open-history.js';
import { openStore } from './open-store.js';
import { RegistryListener } from './registry-listener.js';
import { ReplayableRefusals } from './replayable-refusals.js';
import { RetiredDevices } from './retired-devices.js';
import { SeriesQuestions } from './series-questions.js';
import { AcknowledgementListener } from './stored-acknowledgements/acknowledgement-listener.js';
import { StoredAcknowledgements } from './stored-acknowledgements/stored-acknowledgements.js';
import { StoreWatch } from './store-watch.js';
import { StoredMarks } from './stored-marks.js';
import { TelemetryAccount } from './telemetry-account.js';
import { TelemetryRecorder } from './telemetry-recorder.js';

const controllers = [
  AcknowledgementListener,
  CommandRecorder,
  HistoryBackups,
  HistoryChanges,
  HistoryImports,
  HistoryQuestions,
  RegistryListener,
  SeriesQuestions,
  TelemetryRecorder,
];

@Module({})
export class HistorianModule implements OnApplicationShutdown {
  constructor(
    private readonly history: JournaledHistory,
    private readonly acknowledgements: StoredAcknowledgements,
  ) {}

  /** `open` replaces the configured store, as a test may want to. */
  static with(
    { config, door, health, details, log, now }: ServiceContext<HistorianConfig>,
    open: (settings: HistorianSettings) => Promise<HistoryStore> = openStore,
  ): DynamicModule {
    const settings: HistorianSettings = { config, log, now };
    const flow = new Flow();
    const acknowledgements = new StoredAcknowledgements(door.client, settings);
    // Nobody knows what of the last writes the disk has kept: what goes on would acknowledge what may be lost.
    const onBroken = (error: Error): void => {
      log.error(
        { err: error },
        `The disk of the journal fails, nothing more can be promised: ${error.message}`,
      );
      process.exit(1);
    };
    const openWatched = async (refusals: ReplayableRefusals): Promise<JournaledHistory> => {
      const store = await open(settings);
      const onRefused = refusals.refuseStored.bind(refusals);
      const history = await openHistory(settings, store, { flow, onBroken, onRefused });
      health.add('history', () => history.problem());
      return history;
    };
    const openStoreWatch = (history: JournaledHistory): StoreWatch => {
      const watch = new StoreWatch({ store: history, folder: config.DATA_DIR });
      const parts = { door, flow, history, acknowledgements, watch, journalQuotaBytes: quotaBytes(config) };
      details.add(() => historianDetails(parts));
      return watch;
    };
    return {
      module: HistorianModule,
      controllers,
      providers: [
        { provide: JournaledHistory, useFactory: openWatched, inject: [ReplayableRefusals] },
        { provide: HistoryStore, useExisting: JournaledHistory },
        { provide: StoreWatch, useFactory: openStoreWatch, inject: [JournaledHistory] },
        { provide: HistorianSettings, useValue: settings },
        { provide: Refusals, useValue: refusalsThrough(door) },
        { provide: Flow, useValue: flow },
        {
          provide: CaughtUp,
          useValue: new CaughtUp(() => door.caughtUp(telemetry, config.HISTORY_MARK_WAIT_MS)),
        },
        AnswerTurns,
        ClockAgreement,
        HistoryRecorder,
        ReplayableRefusals,
        RetiredDevices,
        { provide: StoredAcknowledgements, useValue: acknowledgements },
        StoredMarks,
        TelemetryAccount,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    this.acknowledgements.close();
    await this.history.close();
  }
}

const refusalsThrough = (door: Door): Refusals => ({
  refuse: door.refuse.bind(door),
  keep: (entry) => door.client.publish(quarantineAdded, {}, entry),
});
