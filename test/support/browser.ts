import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where Debian puts it; `LCTASKS_CHROMIUM` for everybody else. */
const places = [
  process.env["LCTASKS_CHROMIUM"],
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
];
const program = places.find((path) => path !== undefined && existsSync(path));

/** Why no browser can be started here; undefined where one can. In CI one must be there. */
export const noBrowser =
  program === undefined && process.env["CI"] !== "true"
    ? "no Chromium here: apt-get install chromium-headless-shell, or name one in LCTASKS_CHROMIUM"
    : undefined;

/** Starts the browser, without a profile and without a word to anybody. Throws where there is none. */
export function startBrowser(): Promise<Browser> {
  if (program === undefined)
    throw new Error("Cannot start Chromium: it is not installed (chromium-headless-shell)");
  return chromium.launch({
    executablePath: program,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--no-first-run",
    ],
  });
}
