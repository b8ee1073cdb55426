import { BoundedMap } from './bounded-map.js';

/** What smart-home devices call what they measure, without blanks and in lower case, and what we call it. */
const known: Readonly<Record<string, string>> = {
  temperature: 'temperatureC',
  devicetemperature: 'deviceTemperatureC',
  dewpoint: 'dewPointC',
  humidity: 'humidityPct',
  moisture: 'moisturePct',
  soilmoisture: 'soilMoisturePct',
  pressure: 'pressureHpa',
  seapressure: 'seaPressureHpa',
  illuminance: 'illuminanceLux',
  illuminancelux: 'illuminanceLux',
  lux: 'illuminanceLux',
  co2: 'co2Ppm',
  carbondioxide: 'co2Ppm',
  eco2: 'co2EquivalentPpm',
  co: 'coPpm',
  tvoc: 'tvocPpb',
  pm1: 'pm1UgM3',
  pm25: 'pm25UgM3',
  'pm2.5': 'pm25UgM3',
  pm10: 'pm10UgM3',
  battery: 'batteryPct',
  linkquality: 'linkQuality',
  rssi: 'wifiRssiDbm',
  voltage: 'voltageV',
  current: 'currentA',
  power: 'activePowerW',
  activepower: 'activePowerW',
  apparentpower: 'apparentPowerVa',
  powerapparent: 'apparentPowerVa',
  reactivepower: 'reactivePowerVar',
  powerreactive: 'reactivePowerVar',
  powerfactor: 'powerFactor',
  factor: 'powerFactor',
  frequency: 'frequencyHz',
  acfrequency: 'frequencyHz',
  energy: 'energyTotalKwh',
  producedenergy: 'energyExportedKwh',
  state: 'switchState',
};

const mostOfName = 100;
const remembered = new BoundedMap<string, string>(4_096);

/** Our name of a quantity: the known one with its unit in it, else the device's own in camel case. Empty where it can be no name. */
export function metricNamed(word: string): string {
  const before = remembered.get(word);
  if (before !== undefined) return before;
  if (word.length > mostOfName) return '';
  const plain = word.toLowerCase().replaceAll(/[\s_-]/g, '');
  const metric = Object.hasOwn(known, plain) ? known[plain]! : camelCase(word);
  const name = isMetricName(metric) ? metric : '';
  remembered.set(word, name);
  return name;
}

export const isMetricName = (metric: string): boolean =>
  metric.length > 0 && metric.length <= mostOfName && metric.isWellFormed();

const camelCase = (word: string): string =>
  word
    .trim()
    .replaceAll(/[\s_-]+(.?)/gs, (_, next: string) => next.toUpperCase())
    .replace(/^(?:[A-Z]+(?![a-z])|[A-Z])/, (capitals) => capitals.toLowerCase());
