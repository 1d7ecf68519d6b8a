import { generate } from "../scripts/generate.mjs";

/** Runs once before all tests: parsers and validators are made from their sources, so no test can see stale ones. */
export default async function setup(): Promise<void> {
  await generate();
}
