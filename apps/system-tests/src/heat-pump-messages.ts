/** Messages of a gateway. */
export type Said = readonly (readonly [topic: string, payload: string])[];

/** Registers as a gateway H60 of Husdata says them. */
export const husdata = (registers: Readonly<Record<string, string>>, id = '0004A3B1C2D3'): Said =>
  Object.entries(registers).map(([register, value]) => [`${id}/HP/${register}`, value] as const);
const common = {
  ...{ '0005': '3.4', '0006': '-0.1', '0007': '-4.5', '0008': '21.2', '0009': '48.3' },
  ...{ '1A01': '1', '1A07': '0' },
};
const carrier = { '0003': '31.2', '0004': '38.4' };
/** Coils as nibe-mqtt says them. */
export const coils = (values: Readonly<Record<string, string>>): Said =>
  Object.entries(values).map(([coil, value]) => [`nibe/coils/x-${coil}`, value] as const);

/** What pumps of all brands say behind their gateways: enough for all charts. */
export const saidByPumps: readonly (readonly [name: string, brand: string, said: Said])[] = [
  [
    'Thermia behind Husdata',
    'thermia',
    husdata({ ...common, '0001': '31.2', '0002': '38.4', 3104: '33', CFAA: '2080', '2A91': '0' }),
  ],
  [
    'IVT behind Husdata, without sensors at the radiators',
    'ivt',
    husdata({ ...common, ...carrier, BA91: '0', '1A02': '1', '1A03': '0', CFAA: '2080' }),
  ],
  [
    'NIBE behind Husdata, which knows no power',
    'nibe',
    husdata({ ...common, ...carrier, 3104: '33', 4101: '3.5', 4102: '3.1', 4103: '3.3' }),
  ],
  [
    'NIBE behind nibe-mqtt',
    'nibe',
    coils({
      ...{ 40004: '-4.5', 40033: '21.2', 40013: '48.3', 40015: '3.4', 40016: '-0.1', 40008: '38.4' },
      ...{ 40012: '31.2', 43427: 'RUNNING', 43086: 'HEAT', 43084: '3.0', 43141: '2.08' },
    }),
  ],
  [
    'Thermia behind ThermIQ-MQTT',
    'thermia',
    [
      [
        'ThermIQ/ThermIQ-mqtt/data',
        '{"r00":-4,"r01":21,"r02":2,"r05":38,"r06":31,"r07":48,"r08":0,"r09":4,"r0d":1,"r10":7}',
      ],
    ],
  ],
];
