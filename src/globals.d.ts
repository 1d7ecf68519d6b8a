/** The version of the package, put in at build time. */
declare const __LCTASKS_VERSION__: string;
