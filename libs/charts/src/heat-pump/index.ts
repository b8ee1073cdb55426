export { copOption } from './cop-option.js';
export { type FlowFrame, type FlowNode, flowsOption } from './flows-option.js';
export type { PumpFrame, PumpLine, PumpLineStyle } from './pump-frame.js';
export { type RuntimeFrame, runtimeOption } from './runtime-option.js';
export { temperaturesOption } from './temperatures-option.js';
export { performanceOption, powerOption, valveOption } from './working-options.js';
