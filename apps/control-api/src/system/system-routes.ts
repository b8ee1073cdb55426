import {
  getSettings,
  getSystem,
  type ReplyOf,
  type ServiceReport,
  type SystemReport,
} from '@kilowatch/contracts';
import { Route, version } from '@kilowatch/service-kit';
import { Controller } from '@nestjs/common';
import { Clock } from '../clock.js';
import { BrokerLink } from './broker-link.js';
import { SettingsDesk } from './settings-desk.js';
import { SystemDesk } from './system-desk.js';

/** `/api/v1/system`: what works, what does not, and since when; and by which settings. */
@Controller()
export class SystemRoutes {
  constructor(
    private readonly desk: SystemDesk,
    private readonly settings: SettingsDesk,
    private readonly broker: BrokerLink,
    private readonly clock: Clock,
  ) {}

  @Route(getSystem)
  system(): SystemReport {
    const atMs = this.clock.now();
    const { kind, address } = this.broker;
    const problem = this.broker.problem() ?? null;
    const sinceMs = problem === null ? null : this.desk.lastHeardAtMs;
    const services = this.desk.report(atMs);
    return {
      atMs,
      version,
      broker: { kind, address, problem, sinceMs },
      services:
        problem === null ? services : services.map((report) => withoutBroker(report, problem, sinceMs)),
    };
  }

  @Route(getSettings)
  shown(): ReplyOf<typeof getSettings> {
    return { settings: this.settings.report() };
  }
}

/** Of what the others do nobody knows then; we ourselves are there, and lack the broker. */
function withoutBroker(report: ServiceReport, problem: string, sinceMs: number | null): ServiceReport {
  const unknown = { ...report, sinceMs, receivedPerS: null, publishedPerS: null };
  if (report.service !== 'control-api') return { ...unknown, state: 'unknown' };
  const details = { ...(report.details ?? { service: 'control-api' }), problems: { broker: problem } };
  return { ...unknown, state: 'troubled', details };
}
