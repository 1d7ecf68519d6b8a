import { type ExitCode, exitCode } from "./exit-code.js";

/** `not-checked`: something before it failed, so nobody knows. */
export type DiagnosisResult = "ok" | "note" | "warning" | "error" | "not-checked";

/** What one check of `lctasks doctor` came to. */
export interface Diagnosis {
  /** Stable id, `doctor/<kebab>`. */
  readonly check: string;
  readonly result: DiagnosisResult;
  readonly message: string;
  /** What to do; there for every warning and error. */
  readonly fix?: string;
}

/** What a credential can do of one group of commands. */
export interface Ability {
  /** As they are typed, without `lctasks`. */
  readonly commands: readonly string[];
  /** Permissions that they cannot do without; any one of those in one text, separated by ` or `. */
  readonly lacks: readonly string[];
  /** What they do better with, and the credential lacks. */
  readonly without: readonly string[];
}

/** What was found out about one organization. */
export interface OrganizationDiagnosis {
  readonly organization: string;
  /** Absent when nobody said which one. */
  readonly oid?: string;
  readonly diagnoses: readonly Diagnosis[];
  /** Absent when the permissions are not known. */
  readonly abilities?: readonly Ability[];
  /** Permissions that the wanted commands never use; absent when they are not known. */
  readonly tooMany?: readonly string[];
}

/** Everything that `lctasks doctor` has to say. */
export interface DoctorReport {
  /** The commands that the credentials are meant for. */
  readonly wanted: readonly string[];
  /** About this machine and this repository. */
  readonly machine: readonly Diagnosis[];
  readonly organizations: readonly OrganizationDiagnosis[];
}

/** Every diagnosis of a report. */
export function diagnosesOf({ machine, organizations }: DoctorReport): readonly Diagnosis[] {
  return [...machine, ...organizations.flatMap(({ diagnoses }) => diagnoses)];
}

/** Invalid files before other errors; warnings and notes are no failure. */
export function doctorExitCode(report: DoctorReport): ExitCode {
  const errors = diagnosesOf(report).filter(({ result }) => result === "error");
  if (errors.some(({ check }) => check === "doctor/files")) return exitCode.invalid;
  return errors.length === 0 ? exitCode.done : exitCode.failed;
}
