import { Access, type AccessMode } from '@kilowatch/access';
import { displayWith, type MqttEntrance, type Site } from '@kilowatch/contracts';
import { toWatts } from '@kilowatch/domain';
import { MessagingClient } from '@kilowatch/messaging';
import { type ServiceContext, version } from '@kilowatch/service-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import { ReadRoutes } from './battery/read-routes.js';
import { SetpointRoutes } from './battery/setpoint-routes.js';
import { WriteRoutes } from './battery/write-routes.js';
import { Clock } from './clock.js';
import type { ControlApiConfig } from './config.js';
import { DeviceDirectory } from './devices/device-directory.js';
import { DeviceRoutes } from './devices/device-routes.js';
import { MessageRoutes } from './devices/message-routes.js';
import { RegistryListener } from './devices/registry-listener.js';
import { RegistryRoutes } from './devices/registry-routes.js';
import { DocsRoutes } from './docs/docs-routes.js';
import { heatPumpControllers, heatPumpProviders } from './heat-pump/heat-pump-parts.js';
import { HeatPumpBrands } from './heat-pump/heat-pumps.js';
import { historyControllers, historyProviders } from './history/history-parts.js';
import { HistoryLimits } from './history/history-limits.js';
import { ImportRoutes } from './import/import-routes.js';
import { monitoringControllers, monitoringProviders } from './originals/monitoring-parts.js';
import { OwnWrites } from './own-writes.js';
import { predecessorControllers, predecessorProviders } from './predecessors/predecessor-parts.js';
import { QuarantineRoutes } from './quarantine/quarantine-routes.js';
import { SessionRoutes } from './session/session-routes.js';
import { Installation } from './site/installation.js';
import { mqttEntranceOf } from './site/mqtt-entrance.js';
import { SiteRoutes } from './site/site-routes.js';
import { systemControllers, systemProviders } from './system/system-parts.js';

@Module({})
export class ControlApiModule {
  static with({ config, door, broker, access, now }: ServiceContext<ControlApiConfig>): DynamicModule {
    const clock: Clock = { now };
    const mqtt = mqttEntranceOf(config, { broker, mode: access.mode });
    const installation: Installation = { site: siteOf(config, access.mode, mqtt) };
    return {
      module: ControlApiModule,
      controllers: [
        SetpointRoutes,
        WriteRoutes,
        ReadRoutes,
        DeviceRoutes,
        MessageRoutes,
        RegistryListener,
        RegistryRoutes,
        ...historyControllers,
        ...heatPumpControllers,
        ...monitoringControllers,
        ...predecessorControllers,
        ImportRoutes,
        QuarantineRoutes,
        ...systemControllers,
        SiteRoutes,
        SessionRoutes,
        DocsRoutes,
      ],
      providers: [
        { provide: MessagingClient, useValue: door.client },
        { provide: Access, useValue: access },
        { provide: Clock, useValue: clock },
        { provide: Installation, useValue: installation },
        { provide: OwnWrites, useValue: new OwnWrites(clock, config.OWN_WRITES_FRESH_MS) },
        { provide: DeviceDirectory, useValue: new DeviceDirectory(config.DEVICES_KNOWN) },
        { provide: HistoryLimits, useValue: { limits: config } satisfies HistoryLimits },
        ...historyProviders,
        { provide: HeatPumpBrands, useValue: brandsOf(config) },
        ...heatPumpProviders,
        ...monitoringProviders,
        ...predecessorProviders(config),
        ...systemProviders(config, door),
      ],
    };
  }
}

const siteOf = (
  { BATTERY_RATED_KW: ratedKw, TIME_ZONE, DISPLAY_SETTINGS }: ControlApiConfig,
  auth: AccessMode,
  mqtt: MqttEntrance,
): Site => ({
  version,
  auth,
  ratedPowerW: ratedKw === undefined ? null : toWatts(ratedKw, 'kW'),
  timeZone: TIME_ZONE,
  display: displayWith(DISPLAY_SETTINGS),
  connect: { mqtt },
});

const brandsOf = ({ HEATPUMP_BRANDS, HEATPUMP_BRAND }: ControlApiConfig): HeatPumpBrands => ({
  ofSingle: new Map([...HEATPUMP_BRANDS].map(([id, brand]) => [id.toLowerCase(), brand])),
  ofAll: HEATPUMP_BRAND,
});
