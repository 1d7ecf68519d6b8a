/** Bodies of requests may have at most this many bytes. */
export const largestBody = 64 * 1024 * 1024;
