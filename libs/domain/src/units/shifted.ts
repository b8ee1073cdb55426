/** Moves the decimal point on the number's shortest text, so that 1.001 kW is 1001 W and not 1000.9999999999999. */
export const shifted = (value: number, decimals: number): number => {
  if (decimals === 0 || !Number.isFinite(value)) return value;
  const [digits, exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + decimals}`);
};
