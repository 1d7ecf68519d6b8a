/** The chunks of a program, its entry point among them: path and text, as modules of JavaScript. */
export declare function moduleChunks(
  entry: string,
): Promise<readonly { readonly path: string; readonly text: string }[]>;
