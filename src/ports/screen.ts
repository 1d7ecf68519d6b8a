/** A whole terminal that is written over and over, until it is given back as it was. */
export interface Screen {
  /** Shows a text in place of what was there; what has no room is counted in the last line. */
  show(text: string): void;
  /** Gives the terminal back. May be called again. */
  close(): void;
}
