/** The chunks of programs as modules of JavaScript, their entry points among them. `entries`: name to file. */
export declare function moduleChunks(entries: {
  readonly [name: string]: string;
}): Promise<readonly { readonly name: string; readonly text: string; readonly exports: readonly string[] }[]>;
