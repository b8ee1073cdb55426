import { serviceName } from '@kilowatch/contracts';
import type { CommonConfig } from '../config/common-config.js';
import type { ServiceDefinition } from '../service.js';

const firstHealthPort = 5101;

/** HEALTH_PORT, else a port of its own for a service that runs alone, else none. */
export function healthPortOf(
  definitions: readonly Pick<ServiceDefinition, 'name'>[],
  { HEALTH_PORT }: Pick<CommonConfig, 'HEALTH_PORT'>,
): number | undefined {
  const [only, ...others] = definitions;
  if (HEALTH_PORT !== undefined || !only || others.length > 0) return HEALTH_PORT;
  return firstHealthPort + serviceName.options.indexOf(only.name);
}
