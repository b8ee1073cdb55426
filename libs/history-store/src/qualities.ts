import type { Quality } from '@kilowatch/contracts';

/** Their places are stored: append only. The first stands for a good value. */
const qualities = [undefined, 'stale', 'estimated', 'suspect', 'missing'] as const satisfies readonly (
  Quality | undefined
)[];

export const codeOfQuality = (quality: Quality | undefined): number => qualities.indexOf(quality);

export const missingCode = codeOfQuality('missing');

/** Whether a value counts in sums: that of a sensor which is not there is only a word for that, as -127 °C is. */
export const isCounted = ({ quality }: { readonly quality?: Quality | undefined }): boolean =>
  quality !== 'missing';

export const qualityOf = (code: number): { quality?: Quality } => {
  const quality = qualities[code];
  return quality ? { quality } : {};
};
