import type { Environment, Product } from './product.js';
import { Witness } from './witness.js';

/** A line as a shell would take it apart: bare words, single quotes, and double quotes with variables in them. */
const wordsOf = (line: string, env: Environment): string[] =>
  [...line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replaceAll(
      /'([^']*)'|"([^"]*)"/g,
      (_quoted, raw?: string, open?: string) => raw ?? filled(open, env),
    ),
  );

const filled = (text = '', env: Environment): string =>
  text.replaceAll(/\$(\w+)/g, (_variable, name: string) => env[name] ?? '');

/** Values of the options of a line; what stands without one is under the empty name, the program first. */
function optionsOf(words: readonly string[], flags: readonly string[]): Map<string, string[]> {
  const options = new Map<string, string[]>([['', []]]);
  const put = (name: string, value: string): void =>
    void options.set(name, [...(options.get(name) ?? []), value]);
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (!word.startsWith('-') || i === 0) put('', word);
    else if (flags.includes(word)) put(word, 'on');
    else put(word, words[++i] ?? '');
  }
  return options;
}

/** Does what `curl` would, against this product. Only the options that the documentation uses. */
export async function runCurl(line: string, product: Product, env: Environment = {}): Promise<number> {
  const options = optionsOf(wordsOf(line, env), ['-s']);
  const url = options.get('')![1]!.replace('http://localhost:5003', product.url);
  const body = options.get('-d')?.[0] ?? options.get('--data-binary')?.[0];
  const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded' });
  for (const header of options.get('-H') ?? []) {
    const [name, value] = header.split(/:\s*/, 2);
    headers.set(name!, value!);
  }
  const method = options.get('-X')?.[0] ?? (body === undefined ? 'GET' : 'POST');
  const answer = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
  await answer.arrayBuffer();
  return answer.status;
}

/** Does what `mosquitto_pub` would, with this client. */
export const runPublish = (line: string, client: Witness): Promise<void> =>
  publish(optionsOf(wordsOf(line, {}), ['-r']), client);

/** Does all that `mosquitto_pub` would: it goes where the line says, as whom the line says. */
export async function runWholePublish(line: string, env: Environment): Promise<void> {
  const options = optionsOf(wordsOf(line, env), ['-r']);
  const [host = 'localhost'] = options.get('-h') ?? [];
  const [port = '1883'] = options.get('-p') ?? [];
  const [username] = options.get('-u') ?? [];
  const [password] = options.get('-P') ?? [];
  const account = {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
  };
  await publish(options, await Witness.at({ host, port: Number(port), ...account }));
}

async function publish(options: ReturnType<typeof optionsOf>, client: Witness): Promise<void> {
  const [topic] = options.get('-t') ?? [];
  const [message] = options.get('-m') ?? [];
  await client.publish(topic!, message!, { qos: 0, retain: options.has('-r') });
}
