import {
  type Ability,
  type Diagnosis,
  type DiagnosisResult,
  diagnosesOf,
  type DoctorReport,
  doctorExitCode,
  type OrganizationDiagnosis,
} from "../model/doctor-report.js";
import { counted } from "./describe.js";
import { inert } from "./inert.js";
import { jsonText } from "./json.js";
import type { Style } from "./style.js";
import { wrap } from "./wrap.js";

/** The first line: how many errors and warnings there are. */
function doctorVerdict(report: DoctorReport): string {
  const all = diagnosesOf(report);
  const count = (result: DiagnosisResult): number => all.filter((each) => each.result === result).length;
  const parts = [
    ...(count("error") === 0 ? [] : [counted(count("error"), "error")]),
    ...(count("warning") === 0 ? [] : [counted(count("warning"), "warning")]),
  ];
  return parts.length === 0 ? "Nothing is wrong" : `Found ${parts.join(" and ")}`;
}

/** What is wrong and what is not, for a terminal: a line per check, what to do below it, and what the key can do. */
export function renderDoctor(report: DoctorReport, style: Style): string {
  const sections = [
    style.bold(doctorVerdict(report)),
    [style.bold("this machine"), ...report.machine.flatMap((each) => diagnosisLines(each, style))].join("\n"),
    ...report.organizations.map((each) => organizationText(each, style)),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** The same as one JSON document; its schema is schemas/doctor.schema.json. */
export function doctorJson(report: DoctorReport): string {
  const head = { version: 1, verdict: doctorVerdict(report), exitCode: doctorExitCode(report) };
  return jsonText({ ...head, command: "doctor", ...report });
}

function organizationText(organization: OrganizationDiagnosis, style: Style): string {
  const { oid = "", diagnoses, abilities = [] } = organization;
  const looked = diagnoses.filter(({ result }) => result !== "not-checked");
  const left = diagnoses.filter(({ result }) => result === "not-checked").map(subjectOf);
  return [
    `${style.bold(inert(organization.organization))}  ${style.dim(inert(oid))}`.trimEnd(),
    ...looked.flatMap((each) => diagnosisLines(each, style)),
    ...(left.length === 0 ? [] : wrap(`  ${style.dim("not checked")}  `, left.join(", "), textColumn)),
    ...(abilities.length === 0 ? [] : ["", "  what the key can do"]),
    ...abilities.flatMap((each) => abilityLines(each, style)),
  ].join("\n");
}

const markWidth = 9;
const subjectWidth = 14;
const textColumn = 2 + markWidth + subjectWidth;

const subjectOf = ({ check }: Diagnosis): string => check.replace("doctor/", "");

function diagnosisLines(diagnosis: Diagnosis, style: Style): string[] {
  const { result, message, fix } = diagnosis;
  const mark = colour(result, style)(result.padEnd(markWidth));
  return [
    ...wrap(`  ${mark}${subjectOf(diagnosis).padEnd(subjectWidth)}`, inert(message)),
    ...(fix === undefined ? [] : wrap(`${" ".repeat(textColumn)}fix: `, inert(fix), textColumn)),
  ];
}

function abilityLines({ commands, lacks, without }: Ability, style: Style): string[] {
  const can = lacks.length === 0 ? style.green("yes".padEnd(8)) : style.red("no".padEnd(8));
  const texts = [
    ...(lacks.length === 0 ? [] : [`lacks ${lacks.join(", ")}`]),
    ...(without.length === 0 ? [] : [`better with ${without.join(", ")}`]),
  ];
  const told = texts.length === 0 ? "" : `: ${texts.join("; ")}`;
  return wrap(`    ${can} `, inert(`${commands.join(", ")}${told}`));
}

function colour(result: DiagnosisResult, style: Style): (text: string) => string {
  const colours = {
    ok: style.green,
    note: style.cyan,
    warning: style.yellow,
    error: style.red,
    "not-checked": style.dim,
  };
  return colours[result];
}
