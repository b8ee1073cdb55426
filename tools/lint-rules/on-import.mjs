/** Calls `check(source, node)` for every module that a file names: import, re-export, `import()` and `require()`. */
export const onImport = (check) => {
  const checkSource = ({ source }) => {
    if (typeof source?.value === 'string') check(source.value, source);
  };
  return {
    ImportDeclaration: checkSource,
    ExportNamedDeclaration: checkSource,
    ExportAllDeclaration: checkSource,
    ImportExpression: checkSource,
    'CallExpression[callee.name="require"]': ({ arguments: [source] }) => checkSource({ source }),
  };
};

/** Does an entry such as `mqtt` or `@influxdata/*` name this module, or the package that it is a part of? */
export const names = (entry, module) =>
  entry.endsWith('*')
    ? module.startsWith(entry.slice(0, -1))
    : module === entry || module.startsWith(`${entry}/`);
