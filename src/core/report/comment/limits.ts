/** Characters and bytes of a comment; GitHub takes 65,536 characters. */
export const commentLimit = 60_000;
/** Bytes of a job summary; GitHub takes 1 MiB for each step. */
export const summaryLimit = 900_000;
