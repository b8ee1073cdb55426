const bounds = ({ minimum, maximum, exclusiveMinimum, minLength, maxLength, minItems, maxItems }) => {
  const size = (least, most, what) =>
    least === undefined && most === undefined ? '' : `${least ?? ''}…${most ?? ''}${what}`;
  const isReal = (value) => value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  return [
    isReal(minimum) || isReal(maximum)
      ? size(isReal(minimum) ? minimum : '', isReal(maximum) ? maximum : '', '')
      : '',
    exclusiveMinimum === undefined ? '' : `above ${exclusiveMinimum}`,
    size(minLength, maxLength, ' characters'),
    size(minItems, maxItems, ' items'),
  ]
    .filter(Boolean)
    .join(', ');
};

const listed = (values) => values.map((value) => `\`${JSON.stringify(value)}\``).join(', ');

/** Only the list of fault codes is longer. */
const mostListed = 10;

/** A JSON Schema's type in words: `number 0…100`, `"a", "b"`, `array of string`. */
export function typeInWords(schema) {
  if (schema.const !== undefined) return listed([schema.const]);
  if (schema.enum?.length > mostListed) return 'one of the fault codes below';
  if (schema.enum) return listed(schema.enum);
  if (schema.anyOf) return schema.anyOf.map(typeInWords).join(' or ');
  const kind =
    schema.type === 'array' ? `array of ${typeInWords(schema.items ?? {})}` : (schema.type ?? 'anything');
  return [kind, schema.format, bounds(schema)].filter(Boolean).join(' ');
}

/** Every member of a schema, members of members included: `readings[].value`. */
export function fieldsOf(schema, path = '') {
  if (schema.anyOf) return schema.anyOf.flatMap((one) => fieldsOf(one, path));
  if (schema.type === 'array') return fieldsOf(schema.items ?? {}, `${path}[]`);
  const dot = path && `${path}.`;
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, member]) => [
    {
      path: `${dot}${name}`,
      type: typeInWords(member),
      isRequired: schema.required?.includes(name) ?? false,
      description: member.description ?? '',
    },
    ...fieldsOf(member, `${dot}${name}`),
  ]);
  const others = schema.additionalProperties;
  return typeof others === 'object' ? [...own, ...fieldsOf(others, `${dot}{name}`)] : own;
}

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A Markdown table. */
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

/** The members of a schema as a Markdown table; a plain value as a sentence. */
export function fieldTable(schema) {
  const fields = fieldsOf(schema);
  if (fields.length === 0) return `${typeInWords(schema)}.`;
  return table(
    ['member', 'type', 'meaning'],
    fields.map(({ path, type, isRequired, description }) => [
      `\`${path}\`${isRequired ? '' : ' (optional)'}`,
      type,
      description,
    ]),
  );
}
