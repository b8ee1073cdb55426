/** When tests happen unless they say otherwise: 2026-01-01T00:00:00Z, UTC epoch ms. */
export const testTimeMs = Date.UTC(2026, 0, 1);

/** A valid UUID v7 whose order follows its number. */
export const aUuid = (number = 0): string =>
  `019b7000-${Math.floor(number / 65_536)
    .toString(16)
    .padStart(4, '0')}-7000-8000-${(number % 65_536).toString(16).padStart(12, '0')}`;
