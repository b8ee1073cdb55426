import { simulatedCell } from './cell.js';
import { simulatedGasDetector } from './gas-detector.js';
import { simulatedHusdata, simulatedNibe, simulatedRego, simulatedThermiq } from './heat-pump/heat-pumps.js';
import { demoSensors, simulatedSensor } from './sensor.js';
import type { DeviceMaker } from './simulated-device.js';
import * as smartHome from './smart-home/smart-home.js';

/** One device for each dialect, by its name, with an id such as it would have. */
export const devicesByDialect = {
  sensors: { id: 'temp_01', make: simulatedSensor(demoSensors.demo_temp_01) },
  esp32: { id: 'ESP32_01', make: simulatedCell },
  gas: { id: 'handheld 1', make: simulatedGasDetector },
  husdata: { id: '0004A3B1C2D3', make: simulatedHusdata('thermia') },
  thermiq: { id: 'ThermIQ-mqtt', make: simulatedThermiq },
  'nibe-mqtt': { id: 'nibe', make: simulatedNibe },
  rego: { id: 'heatpumpctrl', make: simulatedRego },
  tasmota: { id: 'plug1', make: smartHome.simulatedTasmota },
  zigbee2mqtt: { id: 'cellar/air', make: smartHome.simulatedZigbee },
  'shelly-gen1': { id: 'shellyplug-s-DE1E58', make: smartHome.simulatedShellyGen1 },
  'shelly-gen2': { id: 'shellyplus1pm-a1b2c3', make: smartHome.simulatedShellyGen2 },
  esphome: { id: 'node1', make: smartHome.simulatedEsphome },
  victron: { id: 'c0619ab12345-512', make: smartHome.simulatedVictron },
  'line-protocol': { id: 'pi', make: smartHome.simulatedLineProtocol },
  'plain-values': { id: 'kitchen', make: smartHome.simulatedPlainValues },
} as const satisfies Record<string, { readonly id: string; readonly make: DeviceMaker }>;
