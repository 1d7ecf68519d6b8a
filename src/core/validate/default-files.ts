/** The globs of task files when the configuration gives none. */
export const defaultTasks: readonly string[] = ["tasks/**/*.yaml"];

/** The globs of organization files when the configuration gives none. */
export const defaultOrganizationFiles: readonly string[] = ["organizations/*.yaml"];
