import type { HeatPumpBrand } from '@kilowatch/contracts';

/** As the makers write themselves. */
export const brandNames: Readonly<Record<HeatPumpBrand, string>> = {
  thermia: 'Thermia',
  ivt: 'IVT',
  nibe: 'NIBE',
};
