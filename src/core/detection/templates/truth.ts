import type { TemplateValue } from "./go-format.js";

/** What Go's templates take for true: anything but false, 0, nothing, and what is empty. */
export function isTrue(value: TemplateValue): boolean {
  if (typeof value !== "object" || value === null) return Boolean(value);
  return Array.isArray(value) ? value.length > 0 : Object.keys(value).length > 0;
}
