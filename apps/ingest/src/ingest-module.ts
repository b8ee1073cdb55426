import { MessagingClient } from '@kilowatch/messaging';
import type { ServiceContext } from '@kilowatch/service-kit';
import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { BatteryListener } from './battery-listener.js';
import type { IngestConfig } from './config.js';
import { DeviceDirectory } from './device-directory.js';
import { DeviceIntake } from './device-intake.js';
import { DeviceRegistry } from './device-registry.js';
import { DeviceStates } from './device-states.js';
import { IngestFile } from './ingest-file.js';
import { IngestSettings, Refusals } from './ingest-settings.js';
import { Quarantine } from './quarantine.js';
import { QuarantineDesk } from './quarantine-desk.js';
import { StateMemory } from './state-memory.js';
import { TelemetryOutlet } from './telemetry-outlet.js';

@Module({})
export class IngestModule implements OnApplicationShutdown {
  constructor(private readonly file: IngestFile) {}

  /** Opens `ingest.sqlite`; throws `StartRefused` when that is not possible. */
  static with({ config, door, health, log, now }: ServiceContext<IngestConfig>): DynamicModule {
    const file = IngestFile.open(config.DATA_DIR);
    const limits = { devices: config.INGEST_DEVICES, lastSeenMs: config.INGEST_LAST_SEEN_MS };
    const settings: IngestSettings = {
      config,
      log,
      now,
      reconnects: () => door.counters.reconnects,
      whenReady: () => door.whenReady(),
    };
    health.add('ingest.sqlite', () => file.problem());
    return {
      module: IngestModule,
      controllers: [BatteryListener, QuarantineDesk, StateMemory],
      providers: [
        { provide: MessagingClient, useValue: door.client },
        { provide: IngestSettings, useValue: settings },
        { provide: Refusals, useValue: { refuse: door.refuse.bind(door) } satisfies Refusals },
        { provide: IngestFile, useValue: file },
        { provide: DeviceRegistry, useValue: new DeviceRegistry(file, limits) },
        { provide: Quarantine, useValue: new Quarantine(file, config.INGEST_QUARANTINE_ROWS) },
        DeviceDirectory,
        DeviceIntake,
        DeviceStates,
        TelemetryOutlet,
      ],
    };
  }

  onApplicationShutdown(): void {
    this.file.close();
  }
}
