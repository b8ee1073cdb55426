// TypeScript's es2024 does not know it yet; Node 24 has it.
const native = Error as unknown as { isError(value: unknown): boolean };

/** Also true for errors of another realm (node's own under Jest) and for Fastify's, which are not native ones. */
export const isError = (value: unknown): value is Error => value instanceof Error || native.isError(value);
