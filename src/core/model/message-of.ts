/** What something that was thrown says, for messages. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
