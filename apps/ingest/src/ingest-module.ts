import { DialectBook } from '@kilowatch/dialects';
import { MessagingClient } from '@kilowatch/messaging';
import type { ServiceContext } from '@kilowatch/service-kit';
import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { BatteryListener } from './battery-listener.js';
import type { IngestConfig } from './config.js';
import { DeviceDirectory } from './device-directory.js';
import { DeviceIntake } from './device-intake.js';
import { DeviceRegistry } from './device-registry.js';
import { BatteryReports } from './battery-reports.js';
import { DeviceStates } from './device-states.js';
import { FormerReports } from './former-reports.js';
import { FlowReport } from './flow-report.js';
import { JsonPosts } from './http/json-posts.js';
import { LinePosts } from './http/line-posts.js';
import { ImportRoutes } from './import/import-routes.js';
import { KnownOriginals } from './import/known-originals.js';
import { OriginalImport } from './import/original-import.js';
import { IngestFile } from './ingest-file.js';
import { IngestSettings, Refusals } from './ingest-settings.js';
import { heatPumpSettings } from './heat-pump-settings.js';
import { Judge } from './judge.js';
import { KeepAlives } from './keep-alives.js';
import { movedDialects } from './moved-topics.js';
import { PostedMessages } from './posted-messages.js';
import { Quarantine } from './quarantine.js';
import { QuarantineDesk } from './quarantine-desk.js';
import { QuarantineReplay } from './quarantine-replay.js';
import { isReplayable } from './replayable.js';
import { RegistryDesk } from './registry-desk.js';
import { StateMemory } from './state-memory.js';
import { TelemetryOutlet } from './telemetry-outlet.js';
import { TrafficListener } from './traffic-listener.js';
import { TrafficReports } from './traffic-reports.js';

@Module({})
export class IngestModule implements OnApplicationShutdown {
  constructor(private readonly file: IngestFile) {}

  /** Opens `ingest.sqlite`; throws `StartRefused` when that is not possible. */
  static with({ config, details, door, health, log, now }: ServiceContext<IngestConfig>): DynamicModule {
    const file = IngestFile.open(config.DATA_DIR);
    const limits = {
      devices: config.INGEST_DEVICES,
      lastSeenMs: config.INGEST_LAST_SEEN_MS,
      series: config.INGEST_SERIES,
      newPerMinute: config.INGEST_NEW_SERIES_PER_MINUTE,
    };
    const settings: IngestSettings = {
      config,
      log,
      now,
      traffic: () => door.counters,
      tell: (said) => details.add(said),
      whenReady: () => door.whenReady(),
    };
    const registry = new DeviceRegistry(file, limits);
    const dialects = new DialectBook({
      ...heatPumpSettings(config, (device) => registry.brandOf(device)),
      isKnown: (device) => registry.knows(device),
      names: config.MQTT_DIALECTS,
      filters: movedDialects(config),
    });
    const kept = {
      rows: config.INGEST_QUARANTINE_ROWS,
      bytes: config.INGEST_QUARANTINE_MIB * 1024 * 1024,
    };
    const quarantine = new Quarantine(file, kept, isReplayable(dialects));
    const keepNow = door.keepRefusals((entries) => quarantine.add(entries));
    health.add('ingest.sqlite', () => file.problem());
    return {
      module: IngestModule,
      controllers: [
        BatteryListener,
        TrafficListener,
        JsonPosts,
        LinePosts,
        ImportRoutes,
        QuarantineDesk,
        RegistryDesk,
        StateMemory,
      ],
      providers: [
        { provide: MessagingClient, useValue: door.client },
        { provide: IngestSettings, useValue: settings },
        { provide: Refusals, useValue: { refuse: door.refuse.bind(door), keepNow } satisfies Refusals },
        { provide: IngestFile, useValue: file },
        { provide: DeviceRegistry, useValue: registry },
        { provide: Quarantine, useValue: quarantine },
        { provide: DialectBook, useValue: dialects },
        DeviceDirectory,
        DeviceIntake,
        BatteryReports,
        DeviceStates,
        FlowReport,
        FormerReports,
        Judge,
        KeepAlives,
        KnownOriginals,
        OriginalImport,
        PostedMessages,
        QuarantineReplay,
        TelemetryOutlet,
        TrafficReports,
      ],
    };
  }

  onApplicationShutdown(): void {
    this.file.close();
  }
}
