import type { HeatPumpScale, Measured } from '../dialect.js';

/** By the first digit of a register. */
interface ValueClass {
  /** Of registers that no profile has. */
  readonly unit?: string;
  /** Raw numbers are tenths. */
  readonly isTenths?: true;
  /** Raw numbers above 32,767 are negative: 16 bits in two's complement. */
  readonly isSigned?: true;
}

const classes: Readonly<Record<string, ValueClass>> = {
  0: { unit: '°C', isTenths: true, isSigned: true },
  2: { isSigned: true },
  3: { unit: '%' },
  4: { unit: 'A', isTenths: true, isSigned: true },
  5: { unit: 'kWh' },
  6: { unit: 'h' },
  7: { unit: 'min' },
  8: { unit: '°C·min', isSigned: true },
  C: { unit: 'W' },
};

const temperature = '0';
const percentage = '3';
/** °C; no heat pump is hotter, so a larger whole number is one of tenths. */
const hottestC = 150;
/** What a sensor that is not there reads, °C. */
const missingC = { from: -49, to: -48 };

export const husdataUnit = (register: string): string | undefined => classes[register[0]!]?.unit;

/**
 * The numbers of one gateway. Firmware of today sends decimals, older firmware raw 16-bit numbers, tenths where decimals belong. Raw is
 * what never had a decimal point and showed a temperature that is none. Before either has been seen, a temperature that could be both
 * is `suspect`. Whether percentages are tenths in raw data is disputed: those are that go beyond 100.
 */
export class HusdataNumbers {
  private sends: 'decimals' | 'tenths' | undefined;
  private readonly permille = new Set<string>();

  constructor(private readonly scale: HeatPumpScale) {}

  /** What a register says with this number, `text` as it was sent. */
  read(register: string, sent: number, text: string): Pick<Measured, 'value' | 'quality'> {
    const digit = register[0]!;
    const { isTenths, isSigned } = classes[digit] ?? {};
    const isWhole = Number.isInteger(sent) && !text.includes('.');
    if (!isWhole) this.sends = 'decimals';
    const isWrapped = isWhole && isSigned === true && sent > 0x7fff && sent <= 0xffff;
    const value = isWrapped ? sent - 0x1_0000 : sent;
    if (digit === percentage) return { value: this.percentOf(register, value, isWhole) };
    if (!isTenths || !isWhole) return this.judged(digit, value);
    if (digit === temperature && Math.abs(sent) > hottestC) this.sends ??= 'tenths';
    if (isWrapped || this.isInTenths()) return this.judged(digit, value / 10);
    const isUndecided = this.scale === 'auto' && this.sends === undefined && value !== 0;
    return isUndecided ? { value, quality: 'suspect' } : this.judged(digit, value);
  }

  private isInTenths(): boolean {
    return this.scale === 'auto' ? this.sends === 'tenths' : this.scale === '0.1';
  }

  private percentOf(register: string, value: number, isWhole: boolean): number {
    if (this.scale !== '1' && this.sends !== 'decimals' && isWhole && value > 100 && value <= 1_000)
      this.permille.add(register);
    return this.permille.has(register) && isWhole ? value / 10 : value;
  }

  private judged(digit: string, value: number): Pick<Measured, 'value' | 'quality'> {
    const isMissing = digit === temperature && value >= missingC.from && value <= missingC.to;
    return isMissing ? { value, quality: 'missing' } : { value };
  }
}
