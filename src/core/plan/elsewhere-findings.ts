import type { Finding } from "../model/finding.js";
import type { Ledger } from "../model/ledger.js";
import type { DesiredRule, LiveRule } from "../model/rule.js";
import type { RulesElsewhere } from "../model/rules-elsewhere.js";

export interface ElsewhereInput {
  /** Alias. */
  readonly organization: string;
  readonly ledger: Pick<Ledger, "rules">;
  readonly desired: readonly DesiredRule[];
  readonly live: readonly LiveRule[];
  readonly elsewhere?: RulesElsewhere;
  /** The file that brings our rules there; undefined: apply writes them. */
  readonly rulesFile?: string;
}

/** That somebody else writes rules where ours are: git-sync from this repository, or a forced push that was just seen. */
export function elsewhereFindings(input: ElsewhereInput): Finding[] {
  return [...wipedFindings(input), ...treeFindings(input)];
}

/** One rule may be deleted by hand; all at once are not. */
function wipedFindings({ organization, ledger, live, rulesFile }: ElsewhereInput): Finding[] {
  const standing = new Set(live.map((rule) => (rule.readable ? rule.record.key : rule.key)));
  const ours = Object.entries(ledger.rules).flatMap(([key, row]) => (row.applied === undefined ? [] : key));
  if (ours.length < 2 || ours.some((key) => standing.has(key))) return [];
  return [
    {
      check: "plan/rules-wiped",
      severity: "warning",
      message: `All ${ours.length} rules that lctasks put into ${organization} are gone at once: a forced \`sync push\`, or git-sync with force, deletes what is not in its files`,
      fix:
        rulesFile === undefined
          ? "The next apply writes them again. Leave dr-general out of the forced sync, or keep these rules in its files (`rulesTo`)"
          : `Nothing new is issued for their tasks until git-sync applies ${rulesFile} again: \`lctasks rules --write\`, and see that the sync includes it`,
      organization,
    },
  ];
}

function treeFindings(input: ElsewhereInput): Finding[] {
  const { organization, desired, elsewhere, rulesFile } = input;
  if (elsewhere === undefined || desired.length === 0) return [];
  const { index, rules, unreadable } = elsewhere;
  const twice = desired.flatMap(({ key, task, existing }) => {
    const file = rules.get(key);
    const isMeant = rulesFile !== undefined && (existing === true || file === rulesFile);
    return file === undefined || isMeant ? [] : [bothWrite({ key, task, file, organization })];
  });
  if (rulesFile !== undefined) return [...twice, ...notIncluded(input, { ...elsewhere, rulesFile })];
  if (rules.size === 0 && unreadable.length === 0) return [];
  const missing = desired.filter(({ key }) => !rules.has(key));
  const doubt = unreadable.length === 0 ? "" : ` (it cannot be read whole: ${unreadable[0]})`;
  if (missing.length === 0) return twice;
  return [
    ...twice,
    {
      check: "plan/rules-also-managed",
      severity: "warning",
      message: `${index} writes rules of ${organization} as well${doubt}: with force, git-sync deletes the ${missing.length === 1 ? "rule" : `${missing.length} rules`} of lctasks that it does not have`,
      fix: "Leave dr-general out of what git-sync forces. Where it has been forced, the next apply writes the rules again",
      organization,
      at: { file: index, line: 1, column: 1 },
    },
  ];
}

/** Rules that the tree is to bring there and does not have: their tasks wait for them. */
function notIncluded(
  { organization, desired }: ElsewhereInput,
  { index, rules, rulesFile }: RulesElsewhere & { readonly rulesFile: string },
): Finding[] {
  const missing = desired.filter(({ key, existing }) => existing !== true && !rules.has(key));
  if (missing.length === 0) return [];
  return [
    {
      check: "plan/rules-not-included",
      severity: "warning",
      message: `${index} does not bring ${missing.length === 1 ? `rule ${missing[0]?.key}` : `${missing.length} rules of lctasks`} into ${organization}, and with \`rulesTo\` nothing else does`,
      fix: `Write ${rulesFile} (\`lctasks rules --write\`), and include it in ${index}`,
      organization,
      at: { file: index, line: 1, column: 1 },
    },
  ];
}

const bothWrite = (at: {
  readonly key: string;
  readonly task: string;
  readonly file: string;
  readonly organization: string;
}): Finding => ({
  check: "plan/rule-written-twice",
  severity: "warning",
  message: `Rule ${at.key} stands in ${at.file} and in the file of ${at.task}: git-sync and lctasks write the one over the other as soon as they differ`,
  fix: `Take it out of one of the two files`,
  organization: at.organization,
  at: { file: at.file, line: 1, column: 1 },
  task: at.task,
});
