import { table, typeInWords } from './fields.mjs';

const shown = (value) => (Array.isArray(value) ? value.join(', ') : String(value));

/** `docs/settings.md`: every environment variable, from the schemas that check them. */
export function settingsReference({ z, commonConfig, brokerLimitsConfig, configs }) {
  const row = ([name, schema]) => {
    const {
      default: preset,
      description = '',
      expected,
      isSecret,
      ...shape
    } = z.toJSONSchema(schema, {
      io: 'input',
      unrepresentable: 'any',
    });
    const isComputed = name === 'TIME_ZONE';
    const value = isComputed
      ? 'the system’s'
      : preset === undefined || shown(preset) === ''
        ? ''
        : `\`${shown(preset)}\``;
    const type = isSecret ? 'secret, or a file that holds it in `…_FILE`' : (expected ?? typeInWords(shape));
    return [`\`${name}\``, value, type, description];
  };
  const settings = (shape) => table(['name', 'default', 'value', 'meaning'], Object.entries(shape).map(row));
  const ofItsOwn = ({ shape }) =>
    Object.fromEntries(Object.entries(shape).filter(([name]) => !(name in commonConfig.shape)));
  return `${[
    '# Settings',
    'Made from the schemas that check them by `npx nx run tools:docs`; a test fails when it is out of date.',
    'Environment variables, or the same names in `kilowatch.yaml` in the folder where the process starts (the environment wins). All problems are reported at once, unknown names of the file included; a process with a problem does not start.',
    '## Common',
    settings(commonConfig.shape),
    '## Connection to the broker',
    settings(brokerLimitsConfig.shape),
    ...configs.flatMap((config) => {
      const own = ofItsOwn(config);
      return Object.keys(own).length > 0 ? [`## ${config.name}`, settings(own)] : [];
    }),
  ].join('\n\n')}\n`;
}
