interface LogLine {
  readonly level?: string;
  readonly time?: string;
  readonly service?: string;
  readonly msg?: string;
  readonly err?: { readonly stack?: string };
  readonly error?: { readonly stack?: string };
}

/** One JSON log line as a person reads it: time, level, service, sentence, then what else it says. */
export function readableLine(json: string): string {
  const { level = 'info', time = '', service, msg = '', err, error, ...rest } = JSON.parse(json) as LogLine;
  const details = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const stack = err?.stack ?? error?.stack;
  const line = [
    time.slice(11, 23),
    level.toUpperCase().padEnd(5),
    service ? `[${service}]` : '',
    msg,
    ...details,
  ];
  return `${line.filter(Boolean).join(' ')}\n${stack ? `${stack}\n` : ''}`;
}
