import type { LedgerBackend } from "../../core/model/configuration.js";
import { isProjectName } from "../../core/model/project-name.js";
import type { Asker } from "../../ports/asker.js";
import type { InitAnswers } from "./initial-files.js";

export const ledgerBackends: readonly LedgerBackend[] = ["hive", "git", "file"];

export const isOid = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** So often is asked again after an answer that cannot be. */
const mostTries = 3;

/** Asks for what was not given, showing what an empty answer means. Undefined when no usable answer comes. */
export async function askFor(
  asker: Asker,
  given: Partial<InitAnswers>,
  defaults: InitAnswers,
): Promise<InitAnswers | undefined> {
  const until = async <T>(
    question: string,
    read: (text: string) => T | undefined,
  ): Promise<T | undefined> => {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const answer = await asker.ask(question);
      if (answer === undefined) return undefined;
      const value = read(answer);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const project =
    given.project ??
    (await until(`Project, in lower-case letters, digits, - and _ [${defaults.project}]:`, (text) =>
      text === "" ? defaults.project : isProjectName(text) ? text : undefined,
    ));
  if (project === undefined) return undefined;
  const oid =
    given.oid ??
    (await until("Organization id, empty for that of LC_OID []:", (text) =>
      text === "" || isOid(text) ? text.toLowerCase() : undefined,
    ));
  if (oid === undefined) return undefined;
  const ledger =
    given.ledger ??
    (await until(
      `Ledger: hive (in the organization), git (a branch) or file (this machine) [${defaults.ledger}]:`,
      (text) => (text === "" ? defaults.ledger : ledgerBackends.find((each) => each === text)),
    ));
  if (ledger === undefined) return undefined;
  const workflows = given.workflows ?? (await until("GitHub workflows [Y/n]:", yesOrNo));
  if (workflows === undefined) return undefined;
  return { project, ledger, workflows, ...(oid === "" ? {} : { oid }) };
}

function yesOrNo(text: string): boolean | undefined {
  if (/^(?:y|yes)?$/i.test(text)) return true;
  return /^no?$/i.test(text) ? false : undefined;
}
