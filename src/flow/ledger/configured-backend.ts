import { isMap, isScalar, parseDocument } from "yaml";
import type { LedgerBackend } from "../../core/model/configuration.js";
import { applyEdits } from "../rule-item-edits.js";

/** The text of `lctasks.yaml` with another `ledger:`; everything else stays to the letter. Undefined where its form does not allow that. */
export function withBackend(text: string, backend: LedgerBackend): string | undefined {
  const { contents, errors } = parseDocument(text);
  if (errors.length > 0 || !isMap(contents) || contents.flow === true) return undefined;
  const valueOf = (name: string) =>
    contents.items.find(({ key }) => isScalar(key) && key.value === name)?.value;
  const present = valueOf("ledger");
  if (isScalar(present) && present.range) {
    const [start, end] = present.range;
    return applyEdits(text, [{ start, end, text: backend }]);
  }
  const project = valueOf("project");
  if (!isScalar(project) || !project.range) return undefined;
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const next = text.indexOf("\n", project.range[1]);
  const at = next < 0 ? text.length : next + 1;
  const line = next < 0 ? `${newline}ledger: ${backend}` : `ledger: ${backend}${newline}`;
  return applyEdits(text, [{ start: at, end: at, text: line }]);
}
