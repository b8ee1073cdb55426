import type { HeatPumpBrand } from '@kilowatch/contracts';
import { type Profile, type Register, registersOf } from './profile.js';
import { husdataIvt } from './profiles/husdata-ivt.js';
import { husdataNibe } from './profiles/husdata-nibe.js';
import { husdataThermia } from './profiles/husdata-thermia.js';

export const husdataProfiles: Readonly<Record<HeatPumpBrand, Profile>> = {
  thermia: husdataThermia,
  ivt: husdataIvt,
  nibe: husdataNibe,
};

const brands = Object.keys(husdataProfiles) as HeatPumpBrand[];

const byBrand = new Map(
  brands.map((brand): [HeatPumpBrand, ReadonlyMap<string, Register>] => [
    brand,
    new Map([...registersOf(husdataProfiles[brand])].map(([name, [only]]) => [name, only!])),
  ]),
);

const brandsWith = (name: string): HeatPumpBrand[] => brands.filter((brand) => byBrand.get(brand)?.has(name));

/** What a register is with an unknown brand: those that all who have it call the same; `undecided` where they differ. */
const anyBrand = new Map<string, Register | 'undecided'>();
/** Registers that only one brand has. */
const tellTales = new Map<string, HeatPumpBrand>();

for (const name of new Set(brands.flatMap((brand) => [...byBrand.get(brand)!.keys()]))) {
  const having = brandsWith(name);
  const [first, ...others] = having.map((brand) => byBrand.get(brand)!.get(name)!);
  const isCommon = others.every(({ metric }) => metric === first!.metric);
  anyBrand.set(name, isCommon ? first! : 'undecided');
  if (having.length === 1) tellTales.set(name, having[0]!);
}

/** What a register means; undefined: nobody has it. */
export const husdataRegister = (
  name: string,
  brand: HeatPumpBrand | undefined,
): Register | 'undecided' | undefined =>
  brand === undefined ? anyBrand.get(name) : byBrand.get(brand)?.get(name);

/** Recognises the brand by the registers that only one has: the brand with most of them, of several the first. */
export class BrandFinder {
  private readonly heard = new Map<HeatPumpBrand, Set<string>>();
  found: HeatPumpBrand | undefined;

  hear(name: string): void {
    const brand = tellTales.get(name);
    if (brand === undefined) return;
    const names = this.heard.get(brand) ?? new Set();
    this.heard.set(brand, names.add(name));
    if (names.size > this.countOf(this.found)) this.found = brand;
  }

  private countOf(brand: HeatPumpBrand | undefined): number {
    return brand === undefined ? 0 : (this.heard.get(brand)?.size ?? 0);
  }
}
