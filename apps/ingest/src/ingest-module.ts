import { MessagingClient } from '@kilowatch/messaging';
import type { ServiceContext } from '@kilowatch/service-kit';
import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { BatteryListener } from './battery-listener.js';
import type { IngestConfig } from './config.js';
import { DeviceDirectory } from './device-directory.js';
import { DeviceIntake } from './device-intake.js';
import { DeviceRegistry } from './device-registry.js';
import { DeviceReports } from './device-reports.js';
import { DeviceStates } from './device-states.js';
import { FlowReport } from './flow-report.js';
import { IngestFile } from './ingest-file.js';
import { IngestSettings, Refusals } from './ingest-settings.js';
import { Quarantine } from './quarantine.js';
import { QuarantineDesk } from './quarantine-desk.js';
import { QuarantineReplay } from './quarantine-replay.js';
import { SensorListener } from './sensor-listener.js';
import { StateMemory } from './state-memory.js';
import { TelemetryOutlet } from './telemetry-outlet.js';

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
    const quarantine = new Quarantine(file, {
      rows: config.INGEST_QUARANTINE_ROWS,
      bytes: config.INGEST_QUARANTINE_MIB * 1024 * 1024,
    });
    const keepNow = door.keepRefusals((entries) => quarantine.add(entries));
    health.add('ingest.sqlite', () => file.problem());
    return {
      module: IngestModule,
      controllers: [BatteryListener, SensorListener, QuarantineDesk, StateMemory],
      providers: [
        { provide: MessagingClient, useValue: door.client },
        { provide: IngestSettings, useValue: settings },
        { provide: Refusals, useValue: { refuse: door.refuse.bind(door), keepNow } satisfies Refusals },
        { provide: IngestFile, useValue: file },
        { provide: DeviceRegistry, useValue: registry },
        { provide: Quarantine, useValue: quarantine },
        DeviceDirectory,
        DeviceIntake,
        DeviceReports,
        DeviceStates,
        FlowReport,
        QuarantineReplay,
        TelemetryOutlet,
      ],
    };
  }

  onApplicationShutdown(): void {
    this.file.close();
  }
}
