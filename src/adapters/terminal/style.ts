import { styleText } from "node:util";
import { plainStyle, type Style } from "../../core/report/style.js";

type Environment = { readonly [name: string]: string | undefined };

/** Colours for a terminal, none for a pipe, with `NO_COLOR`, or on a dumb terminal. */
export function styleFor(stream: { readonly isTTY?: boolean }, environment: Environment): Style {
  const wanted = stream.isTTY === true && !environment["NO_COLOR"] && environment["TERM"] !== "dumb";
  return wanted ? colours : plainStyle;
}

type Format = Parameters<typeof styleText>[0];

const painted =
  (format: Format) =>
  (text: string): string =>
    styleText(format, text, { validateStream: false });

const colours: Style = {
  bold: painted("bold"),
  dim: painted("dim"),
  red: painted("red"),
  yellow: painted("yellow"),
  green: painted("green"),
  cyan: painted("cyan"),
};
