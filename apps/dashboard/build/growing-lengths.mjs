const pxPerRem = 16;

const inRem = (value) =>
  value.replace(/(?<![\w.#-])(-?\d*\.?\d+)px\b/g, (_, px) => `${Number(px) / pxPerRem}rem`);

/**
 * The style sheets are written in pixels of a desk, and this writes them in parts of the size of the root, which grows with a
 * wall screen (`--root-size` in tokens.css): with it grow type, spacing, drawings and what a container asks its width for.
 * Widths that `@media` asks for stay those of the screen.
 */
export const growingLengths = () => ({
  postcssPlugin: 'kilowatch:growing-lengths',
  Declaration(declaration) {
    if (declaration.prop !== '--root-size') declaration.value = inRem(declaration.value);
  },
  AtRule: { container: (rule) => void (rule.params = inRem(rule.params)) },
});
