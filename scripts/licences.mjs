// Prints whose code a release has in it, under which licence, with the licence's text: the packages that are needed to run, as the
// lockfile has them and node_modules brought them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Licences that ask for no more than their text. */
const permissive = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"];

/** The packages that run: name, version, licence, folder. */
export function runningPackages() {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return Object.entries(packages)
    .filter(([path, { dev, optional, peer }]) => path !== "" && !dev && !optional && !peer)
    .map(([path, { version, license }]) => ({
      name: path.replace(/.*node_modules\//, ""),
      version,
      license,
      path,
    }));
}

/** The text of a package's licence. */
function licenceText(path) {
  const file = readdirSync(join(root, path)).find((name) => /^(?:licen[cs]e|copying)/i.test(name));
  return file === undefined
    ? "It brings no text of its licence."
    : readFileSync(join(root, path, file), "utf8").trim();
}

/** The whole list. Throws where a licence asks for more than its text. */
export function licences() {
  const parts = runningPackages().map(({ name, version, license, path }) => {
    if (!permissive.includes(license))
      throw new Error(`${name} is under ${license}, which nobody has agreed to`);
    return `${name} ${version}: ${license}\n\n${licenceText(path)}`;
  });
  const own = `lctasks: Apache-2.0\n\n${readFileSync(join(root, "LICENSE"), "utf8").trim()}`;
  return `${[own, ...parts].join(`\n\n${"=".repeat(80)}\n\n`)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(licences());
