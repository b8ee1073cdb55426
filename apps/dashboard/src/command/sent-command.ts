/** A command that the broker confirmed. */
export interface SentCommand {
  commandId: string;
  targetW: number;
  sentAtMs: number;
}
