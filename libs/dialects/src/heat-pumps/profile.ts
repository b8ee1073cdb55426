import type { HeatPumpBrand } from '@kilowatch/contracts';

/** As the heat pump predecessor named them, in its tag `type`. */
export type RegisterType =
  | ('temperature' | 'percentage' | 'status' | 'alarm' | 'setting')
  | ('runtime' | 'power' | 'energy' | 'flow' | 'current');

/** What a register means, where its metric alone does not say it all. */
interface Meaning {
  readonly metric: string;
  /** As it is sent, where the metric is stored in another. */
  readonly unit?: string;
  /** Numbers and words (in capitals) that stand for states: nothing else may come then. */
  readonly states?: Readonly<Record<string, number>>;
  /** How the name of the coil begins: other models have something else under this number. */
  readonly coil?: string;
  /** The state is one bit of the register. */
  readonly mask?: number;
  /** The register with the tenths of this one. */
  readonly tenths?: string;
}

export interface Register extends Meaning {
  readonly type: RegisterType;
}

/** The registers of one brand as one gateway names them. A register may mean several things. */
export interface Profile {
  readonly brand: HeatPumpBrand;
  /** Metrics by type and register. */
  readonly registers: Readonly<
    Partial<Record<RegisterType, Readonly<Record<string, string | Meaning | readonly Meaning[]>>>>
  >;
  /** What alarm codes mean. */
  readonly alarms?: Readonly<Record<number, string>>;
}

/** A profile's registers by their names. */
export function registersOf({ registers }: Profile): ReadonlyMap<string, readonly Register[]> {
  const found = new Map<string, Register[]>();
  for (const [type, ofType] of Object.entries(registers)) {
    for (const [name, said] of Object.entries(ofType)) {
      const meanings = [typeof said === 'string' ? { metric: said } : said].flat();
      const already = found.get(name) ?? [];
      found.set(name, [
        ...already,
        ...meanings.map((meaning) => ({ ...meaning, type: type as RegisterType })),
      ]);
    }
  }
  return found;
}
