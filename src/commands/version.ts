/** True for a command line that asks for nothing but the program's version: it is answered before anything is loaded. */
export const asksForVersion = ([first]: readonly string[]): boolean =>
  first === "--version" || first === "-V";
