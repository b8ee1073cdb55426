export interface VictronPath {
  readonly metric: string;
  readonly unit?: string | undefined;
  readonly index?: string | undefined;
  /** Victron counts power and current into a battery as positive, we what comes out of it. */
  readonly isInverted?: boolean;
}

type Paths = Readonly<Record<string, VictronPath>>;

const dc: Paths = {
  'Dc/0/Voltage': { metric: 'voltageV', index: 'dc' },
  'Dc/0/Current': { metric: 'currentA', index: 'dc' },
  'Dc/0/Power': { metric: 'activePowerW', index: 'dc' },
};

const battery: Paths = {
  Soc: { metric: 'socPct' },
  Soh: { metric: 'sohPct' },
  'Dc/0/Voltage': { metric: 'voltageV' },
  'Dc/0/Current': { metric: 'currentA', isInverted: true },
  'Dc/0/Power': { metric: 'activePowerW', isInverted: true },
  'Dc/0/Temperature': { metric: 'temperatureC' },
  'Info/MaxChargeCurrent': { metric: 'chargeCurrentLimitA' },
  'Info/MaxDischargeCurrent': { metric: 'dischargeCurrentLimitA' },
  'Info/MaxChargeVoltage': { metric: 'chargeVoltageLimitV' },
  'History/ChargedEnergy': { metric: 'energyInWh', unit: 'kWh' },
  'History/DischargedEnergy': { metric: 'energyOutWh', unit: 'kWh' },
  'System/MinCellVoltage': { metric: 'cellVoltageV', index: 'min' },
  'System/MaxCellVoltage': { metric: 'cellVoltageV', index: 'max' },
  'System/MinCellTemperature': { metric: 'cellTemperatureC', index: 'min' },
  'System/MaxCellTemperature': { metric: 'cellTemperatureC', index: 'max' },
  ConsumedAmphours: { metric: 'consumedAh' },
  Capacity: { metric: 'availableAh' },
  InstalledCapacity: { metric: 'installedCapacityAh' },
  TimeToGo: { metric: 'timeToGoS' },
};

/** Meters for AC: power drawn is positive. `L#` stands for each of three phases, which are the index. */
const ac: Paths = {
  'Ac/Power': { metric: 'activePowerW' },
  'Ac/Frequency': { metric: 'frequencyHz' },
  'Ac/Energy/Forward': { metric: 'energyTotalKwh' },
  'Ac/Energy/Reverse': { metric: 'energyExportedKwh' },
  'Ac/L#/Power': { metric: 'activePowerW' },
  'Ac/L#/Voltage': { metric: 'voltageV' },
  'Ac/L#/Current': { metric: 'currentA' },
  'Ac/L#/Energy/Forward': { metric: 'energyTotalKwh' },
  'Ac/L#/Energy/Reverse': { metric: 'energyExportedKwh' },
};

const side = (path: string, index: string): Paths => ({
  [`${path}/P`]: { metric: 'activePowerW', index },
  [`${path}/L#/P`]: { metric: 'activePowerW', index },
  [`${path}/L#/V`]: { metric: 'voltageV', index },
  [`${path}/L#/I`]: { metric: 'currentA', index },
  [`${path}/L#/F`]: { metric: 'frequencyHz', index },
});

const services: Readonly<Record<string, Paths>> = {
  battery,
  grid: ac,
  genset: ac,
  acload: ac,
  pvinverter: ac,
  evcharger: ac,
  heatpump: ac,
  vebus: { ...side('Ac/ActiveIn', 'in'), ...side('Ac/Out', 'out'), ...dc, State: { metric: 'vebusState' } },
  inverter: { ...side('Ac/Out', 'out'), ...dc },
  multi: { ...side('Ac/In/1', 'in'), ...side('Ac/Out', 'out'), ...dc },
  solarcharger: {
    ...dc,
    'Pv/V': { metric: 'voltageV', index: 'pv' },
    'Pv/I': { metric: 'currentA', index: 'pv' },
    'Yield/Power': { metric: 'activePowerW' },
    'Yield/User': { metric: 'energyTotalKwh' },
  },
  dcload: dc,
  dcsource: dc,
  alternator: dc,
  system: {
    'Dc/Battery/Soc': { metric: 'socPct', index: 'battery' },
    'Dc/Battery/Voltage': { metric: 'voltageV', index: 'battery' },
    'Dc/Battery/Current': { metric: 'currentA', index: 'battery', isInverted: true },
    'Dc/Battery/Power': { metric: 'activePowerW', index: 'battery', isInverted: true },
    'Dc/Pv/Power': { metric: 'activePowerW', index: 'pv' },
    'Dc/Pv/Current': { metric: 'currentA', index: 'pv' },
    'Dc/System/Power': { metric: 'activePowerW', index: 'dc' },
    'Ac/Grid/L#/Power': { metric: 'activePowerW', index: 'grid' },
    'Ac/Consumption/L#/Power': { metric: 'activePowerW', index: 'consumption' },
    'Ac/PvOnGrid/L#/Power': { metric: 'activePowerW', index: 'pv-on-grid' },
    'Ac/PvOnOutput/L#/Power': { metric: 'activePowerW', index: 'pv-on-output' },
  },
  temperature: {
    Temperature: { metric: 'temperatureC' },
    Humidity: { metric: 'humidityPct' },
    Pressure: { metric: 'pressureHpa' },
    BatteryVoltage: { metric: 'voltageV', index: 'battery' },
  },
  tank: {
    Level: { metric: 'levelPct' },
    Remaining: { metric: 'remainingM3' },
    Capacity: { metric: 'capacityM3' },
  },
};

const phase = /\/L([123])(?=\/)/;

/** What a path of a service measures; undefined for the thousands of settings and texts that Venus publishes as well. */
export function victronPathOf(service: string, path: string): VictronPath | undefined {
  const paths = Object.hasOwn(services, service) ? services[service]! : undefined;
  if (!paths) return undefined;
  const number = phase.exec(path)?.[1];
  const plain = number === undefined ? path : path.replace(phase, '/L#');
  if (!Object.hasOwn(paths, plain)) return undefined;
  const found = paths[plain]!;
  if (number === undefined) return found;
  return { ...found, index: found.index === undefined ? `L${number}` : `${found.index}/L${number}` };
}
