/**
 * A JSON object, or undefined for any other text: an original may be in words that are not a predecessor's. Around it may be what is
 * taken of devices: blanks of all sorts, a byte order mark.
 */
export function jsonObjectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asObject(JSON.parse(text.trim()));
  } catch {
    return undefined;
  }
}

export const asObject = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
