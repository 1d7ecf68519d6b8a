import type { Foreign, Held, Unchanged } from "../../model/change.js";
import { jsonDigest } from "../../model/digest.js";
import type { Finding } from "../../model/finding.js";
import type { Plan } from "../../model/plan.js";
import { diffLines } from "../change-lines.js";
import { describeEnd, grouped } from "../describe.js";
import { codeSpan, inertHtml } from "../markdown-text.js";
import { withoutSecretData } from "../secrets.js";
import { type Item, longest } from "./item.js";
import { middleCut } from "./text-size.js";
import { bold, briefName, joined, nameCode, plain, sentence } from "./words.js";

export const findingColumns = ["", "where", "what", "fix", "check"];
export const pendingColumns = ["task", "run", "delivered", "waiting", "of", "end", ""];
export const foreignColumns = ["", "name", ""];

const idOf = (...said: readonly unknown[]): string => jsonDigest(said).slice(0, 8);

/** What a person must decide: who, why, and the steps. */
export function heldItem(raw: Held, organization: string): Item {
  const { object, name, reason, decide, diff } = withoutSecretData(raw);
  const whole = object === "organization";
  const who = whole ? "the whole organization" : `${object} ${nameCode(name)}`;
  const lines = diffLines(diff);
  const steps = decide.slice(0, mostSteps).map((step) => `- ${sentence(step)}`);
  const more = decide.length > mostSteps ? [`- … ${decide.length - mostSteps} more`] : [];
  const brief = `held ${whole ? joined(" ", "organization", briefName(organization)) : `${object} ${briefName(name)}`}`;
  return {
    section: "held",
    kind: `held ${object}`,
    dangers: ["held"],
    rank: whole ? 0 : 3,
    id: idOf(organization, raw.row, object, raw.name),
    cells: [joined("\n\n", `**Held: ${who}.** ${sentence(reason)}`, [...steps, ...more].join("\n"))],
    lines: [`${brief}: ${codeSpan(middleCut(reason, longest.briefCommand))}`, brief],
    ...(lines.length === 0
      ? {}
      : { fold: { title: `held: ${inertHtml(middleCut(name, longest.name))}`, lines } }),
  };
}

const mostSteps = 6;

/** Something to fix. Errors and warnings always stay. */
export function findingItem(raw: Finding): Item {
  const { severity, message, fix, at, check } = withoutSecretData(raw);
  const where = at === undefined ? "" : `${at.file}:${at.line}:${at.column}`;
  const brief = joined(" ", severity, briefName(check), briefName(where));
  return {
    section: "finding",
    kind: severity,
    dangers: severity === "note" ? [] : [severity],
    rank: severity === "error" ? 0 : severity === "warning" ? 6 : 7,
    id: idOf(raw.check, raw.at ?? null, raw.message),
    cells: [
      severity === "error" ? bold([severity]) : severity,
      nameCode(where),
      sentence(message),
      sentence(fix),
      nameCode(check),
    ],
    lines: [`${brief}: ${codeSpan(middleCut(message, longest.briefCommand))}`, brief],
  };
}

/** A run on its way, and how far it is: "96 % delivered, 51 waiting, expires in 2d". */
export function pendingItems({ unchanged, plannedAtMs }: Plan): Item[] {
  return unchanged.flatMap((each) =>
    each.progress === undefined ? nextItems(each) : [pendingItem(each, plannedAtMs)],
  );
}

/** A run that goes on by itself, and of which nothing is pending now. */
function nextItems({ name, next }: Unchanged): Item[] {
  if (next === undefined) return [];
  const line = `${briefName(name)}: ${sentence(next.what)}`;
  return [
    {
      section: "pending",
      kind: "run that goes on",
      dangers: [],
      rank: 7,
      id: idOf("next", name),
      cells: [nameCode(name), "", "", "", "", "", sentence(next.what)],
      lines: [line, line],
    },
  ];
}

function pendingItem({ row, name, reason, progress, next }: Unchanged, nowMs: number): Item {
  const { run = 0, pending = 0, total, expiresAtMs = 0, coverage } = progress ?? {};
  const share =
    total === undefined || total === 0 ? "?" : `${Math.floor(((total - pending) / total) * 100)} %`;
  const notes = [
    row === "11" ? "" : sentence(reason),
    coverage === undefined ? "" : "coverage unknown",
    next === undefined ? "" : sentence(next.what),
  ];
  const end = describeEnd(expiresAtMs - nowMs);
  const line = `${briefName(name)} run ${run}: ${share} delivered, ${grouped(pending)} waiting, ${end}`;
  return {
    section: "pending",
    kind: "pending run",
    dangers: [],
    rank: 7,
    id: idOf("pending", name, run),
    cells: [
      nameCode(name),
      String(run),
      share,
      grouped(pending),
      total === undefined ? "?" : grouped(total),
      end,
      joined("; ", ...notes),
    ],
    lines: [line, line],
  };
}

/** What is not ours. */
export function foreignItem(raw: Foreign): Item {
  const { object, name, detail } = withoutSecretData(raw);
  return {
    section: "foreign",
    kind: `foreign ${object}`,
    dangers: [],
    rank: 7,
    id: idOf("foreign", raw.name),
    cells: [object, nameCode(name), plain(detail)],
    lines: [`foreign ${object} ${briefName(name)}`, `foreign ${object} ${briefName(name)}`],
  };
}
