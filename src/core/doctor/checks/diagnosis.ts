import type { Diagnosis, DiagnosisResult } from "../../model/doctor-report.js";

/** Makes the diagnoses of one check. */
export const diagnoser =
  (check: string) =>
  (result: DiagnosisResult, message: string, fix?: string): Diagnosis => ({
    check: `doctor/${check}`,
    result,
    message,
    ...(fix === undefined ? {} : { fix }),
  });
