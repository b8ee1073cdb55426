import type { Figures, IngestFigures } from '@kilowatch/contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DeviceIntake } from './device-intake.js';
import { DeviceRegistry } from './device-registry.js';
import { IngestSettings } from './ingest-settings.js';
import { Quarantine } from './quarantine.js';
import { TrafficReports } from './traffic-reports.js';

/** Says what became of everything that came in. */
@Injectable()
export class FlowReport implements OnModuleInit {
  constructor(
    private readonly intake: DeviceIntake,
    private readonly registry: DeviceRegistry,
    private readonly quarantine: Quarantine,
    private readonly settings: IngestSettings,
    private readonly traffic: TrafficReports,
  ) {}

  onModuleInit(): void {
    this.settings.tell(() => {
      const { refused, refusals, dropped } = this.settings.traffic();
      const {
        messages,
        readings,
        refused: refusedByUs,
        ofRetiredDevices,
        ofIgnoredDevices,
      } = this.intake.counters;
      return {
        // What is no message of its contract has been refused before the intake sees it.
        flow: { received: messages + refused - refusedByUs, readings, quarantined: refused, dropped },
        refusals: { ...refusals },
        figures: {
          messagesOfRetiredDevices: ofRetiredDevices,
          messagesOfIgnoredDevices: ofIgnoredDevices,
          messagesOnUnknownTopics: this.traffic.counters.ofUnknownTopics,
          messagesWithoutMeasurement: this.traffic.counters.withoutMeasurement,
          batchesInFlight: this.intake.waiting,
          devices: this.registry.size,
          silentDevices: this.registry.silent,
          series: this.registry.series.size,
          quarantineRows: this.quarantine.rows,
          quarantineBytes: this.quarantine.bytes,
        } satisfies IngestFigures & Figures,
      };
    });
  }
}
