import { defineService } from '@kilowatch/service-kit';
import { controlApiConfig } from './config.js';
import { ControlApiModule } from './control-api-module.js';

/** The HTTP front. */
export const controlApiService = defineService({
  name: 'control-api',
  config: controlApiConfig,
  hasHttp: true,
  module: (context) => ControlApiModule.with(context),
});
