/** The packages that run: name, version, licence, folder. */
export function runningPackages(): readonly {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly path: string;
}[];

/** The whole list. Throws where a licence asks for more than its text. */
export function licences(): string;
