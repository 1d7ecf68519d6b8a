/** An instant as plans say it: to the second, in UTC. */
export const instantText = (atMs: number): string => new Date(atMs).toISOString().replace(/\.\d+Z$/, "Z");
