import type { HeatPumpBrand } from '@kilowatch/contracts';
import { asSent } from '../as-sent.js';
import {
  type About,
  type Dialect,
  type DialectReader,
  type DialectSettings,
  type DeviceMessage,
  heard,
  type Heard,
  type Measured,
  nothing,
  refusedAs,
} from '../dialect.js';
import { scalarOf, textOf } from '../payload-text.js';
import { HusdataNumbers, husdataUnit } from './husdata-numbers.js';
import { BrandFinder, husdataRegister } from './husdata-registers.js';
import { Pumps } from './pumps.js';
import { Reckoner } from './reckoned.js';

const gateway = /^(?:[0-9A-Fa-f]{12}|demo(?:_[^/]*)?)\/HP(?:\/|$)/;
/** `<MAC>/HP/<register>`; what is under STATUS is a value of that register too. */
const value = /^([^/]+)\/HP\/(?:STATUS\/)?([0-9A-Fa-f]{4})$/;

/**
 * The gateways H60 and H66 of Husdata: `<MAC>/HP/<register>` with a bare number, for Thermia, IVT and NIBE. Commands to it, and its
 * answers to them, are on topics beside that and measure nothing. It has no clock, and no last will.
 */
export const husdata: Dialect = {
  name: 'husdata',
  speaks: (topic) => gateway.test(topic),
  reader: (settings) => new HusdataReader(settings),
};

/** What is known of one gateway and its pump. */
interface Gateway {
  readonly numbers: HusdataNumbers;
  readonly brands: BrandFinder;
  readonly reckoner: Reckoner;
}

class HusdataReader implements DialectReader {
  private readonly gateways: Pumps<Gateway>;

  constructor(private readonly settings: DialectSettings) {
    this.gateways = new Pumps(() => ({
      numbers: new HusdataNumbers(settings.heatPumpScale ?? 'auto'),
      brands: new BrandFinder(),
      reckoner: new Reckoner(),
    }));
  }

  read({ topic, payload }: DeviceMessage): Heard {
    const [, name, id] = value.exec(topic) ?? [];
    if (name === undefined || id === undefined || payload.length === 0) return nothing;
    const register = id.toUpperCase();
    const text = textOf(payload) ?? '';
    const sent = scalarOf(text);
    if (sent === undefined)
      return refusedAs(`Register ${register} must be a number such as 21.5; it is ${asSent(text)}`);
    const device = `heat-pump:${name.startsWith('demo') ? name : name.toUpperCase()}`;
    const pump = this.gateways.of(device);
    pump.brands.hear(register);
    const brand = this.settings.brandOf?.(device) ?? this.settings.heatPumpBrand ?? pump.brands.found;
    const measured = measuredAs(register, pump.numbers.read(register, sent, text), brand);
    return heard({
      device,
      measured: [...measured, ...pump.reckoner.from(measured, brand)],
      ...(brand && { about: aboutOf[brand] }),
    });
  }
}

const aboutOf: Readonly<Record<HeatPumpBrand, About>> = {
  thermia: { brand: 'thermia' },
  ivt: { brand: 'ivt' },
  nibe: { brand: 'nibe' },
};

/** Nothing while only the brand could tell what it is: the original is kept all the same. */
function measuredAs(
  name: string,
  number: Pick<Measured, 'value' | 'quality'>,
  brand: HeatPumpBrand | undefined,
): Measured[] {
  const register = husdataRegister(name, brand);
  if (register === 'undecided') return [];
  if (register === undefined) return [{ metric: `register_${name}`, unit: husdataUnit(name), ...number }];
  const { metric } = register;
  return [{ metric, ...number, ...(metric === 'alarm_status' && { value: Number(number.value !== 0) }) }];
}
