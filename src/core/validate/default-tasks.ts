/** The globs of task files when the configuration gives none. */
export const defaultTasks: readonly string[] = ["tasks/**/*.yaml"];
