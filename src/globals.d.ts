/** The version of the package, put in at build time. */
declare const __LCTASKS_VERSION__: string;
/** Names this build: the SHA-256 of all that it is made from. */
declare const __LCTASKS_BUILD__: string;
