import { Document } from "yaml";
import { canonicalJson } from "../../core/model/canonical.js";
import type { Json } from "../../core/model/json.js";
import type { DesiredRule } from "../../core/model/rule.js";

/** Whom a rules file belongs to. */
export interface RulesFileOwner {
  readonly project: string;
  /** Lower-case. */
  readonly oid: string;
}

/** The first line of a rules file: nothing without it is ever replaced. */
const firstLine = ({ project, oid }: RulesFileOwner): string =>
  `# Written by lctasks for project ${project} in organization ${oid}`;

/** Whether a file is the one that we wrote for this project and organization, and no other. */
export const isRulesFile = (text: string, owner: RulesFileOwner): boolean =>
  text.split(/\r?\n/, 1)[0] === firstLine(owner);

const about = `# The response rules of its tasks, as \`lctasks rules --write\` makes them from the task files and the ledger.
# Do not edit it: change the task files, and write it again.
`;

/**
 * The file that brings rules into an organization, in the vendor's IaC format (reference: API, 9.3). Equal rules, equal bytes: members
 * stand in the order of their names, because what the ledger remembers has no other. All texts are quoted: the vendor's tools read YAML 1.1, where plain words can be something else (reference: API, 9.4).
 */
export function rulesFileText(rules: readonly DesiredRule[], owner: RulesFileOwner): string {
  const records = rules.map(({ key, data, tags, comment }) => {
    const { detect, respond, tests } = data;
    const whole = {
      detect: inOrder(detect),
      respond: inOrder(respond),
      ...(tests === undefined ? {} : { tests: inOrder(tests) }),
    };
    return [key, { data: whole, usr_mtd: { enabled: true, expiry: 0, tags, comment } }] as const;
  });
  const document = new Document(
    { version: 3, hives: { "dr-general": Object.fromEntries(records) } },
    { version: "1.2", compat: "yaml-1.1", aliasDuplicateObjects: false },
  );
  const body = document.toString({
    lineWidth: 0,
    defaultStringType: "QUOTE_DOUBLE",
    defaultKeyType: "PLAIN",
  });
  return `${firstLine(owner)}\n${about}${body}`;
}

const inOrder = (value: Json): Json => JSON.parse(canonicalJson(value)) as Json;
