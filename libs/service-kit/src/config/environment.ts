/** Environment variables, or what a test gives in their place. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The only place of the whole product that reads the process environment. */
export const environment = (): Environment => process.env;
