type ParamNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;

/** The values that fill a pattern's `{placeholders}`; plain text, percent-encoding is done here. */
export type AddressParams<P extends string> = Record<ParamNames<P>, string>;

/** One MQTT address: a pattern such as `kw/v1/state/{device}` and the three things done with it. */
export interface Address<P extends string> {
  readonly pattern: P;
  /** The subscription filter: every placeholder becomes `+`. */
  readonly filter: string;
  topic(params: AddressParams<P>): string;
  /** Undefined when the topic does not belong to this address. */
  params(topic: string): AddressParams<P> | undefined;
}

const placeholder = /^\{(\w+)\}$/;

const decode = (level: string): string => {
  try {
    return decodeURIComponent(level);
  } catch {
    return level; // a device that does not percent-encode may well use a lone `%`
  }
};

/** Builds an address from a pattern; a placeholder must fill a whole topic level. */
export function defineAddress<const P extends string>(pattern: P): Address<P> {
  const levels = pattern.split('/');
  const names = levels.map((level) => placeholder.exec(level)?.[1]);
  return {
    pattern,
    filter: levels.map((level, i) => (names[i] ? '+' : level)).join('/'),
    topic: (params) =>
      levels
        .map((level, i) => (names[i] ? encodeURIComponent(params[names[i] as keyof typeof params]) : level))
        .join('/'),
    params: (topic) => {
      const parts = topic.split('/');
      if (parts.length !== levels.length) return undefined;
      const params: Record<string, string> = {};
      for (const [i, part] of parts.entries()) {
        const name = names[i];
        if (name) params[name] = decode(part);
        else if (part !== levels[i]) return undefined;
      }
      return params as AddressParams<P>;
    },
  };
}
