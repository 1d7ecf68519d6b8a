/** What of a process has to do with its end. */
export interface Ending {
  exitCode?: number | string | null | undefined;
  once(event: "exit", listener: () => void): unknown;
}

/** Makes a process fail at its end that would have succeeded. */
export function failAtEnd(process: Ending): void {
  process.once("exit", () => {
    process.exitCode ||= 1;
  });
}
