import { nameOf } from "../fields.js";
import { quote } from "../literal.js";
import { isEquality, isMembership } from "../operators.js";
import { valueCheck } from "./check.js";

/** `"/x"` as a value: go-bexpr reads a path and drops the slash. */
export const droppedSlash = valueCheck({
  check: "selector/dropped-slash",
  severities: ["warning"],
  about:
    'A double-quoted value that begins with a slash is read as a path, and the slash is dropped: "/prod" is prod.',
  concerns: ({ quote: written }) => written === "pointer",
  judge: ({ node: { value } }) =>
    value.text !== ""
      ? {
          severity: "warning",
          message: `the value is read as a path: it stands for ${quote(value.text)}, without the slash`,
          fix: `write ${quote(`/${value.text}`)} if the slash belongs to it`,
        }
      : undefined,
});

const keywords: ReadonlySet<string> = new Set([
  "and",
  "or",
  "not",
  "in",
  "is",
  "contains",
  "matches",
  "any",
  "all",
  "as",
]);

/** A keyword as a value: legal, and rarely meant. */
export const keywordValue = valueCheck({
  check: "selector/keyword-value",
  severities: ["warning"],
  about: "A bare keyword where a value belongs is read as a value: plat == not compares with the text not.",
  concerns: ({ quote: written }) => written === "bare",
  judge: ({ node: { value } }) =>
    keywords.has(value.text)
      ? {
          severity: "warning",
          message: `the keyword ${value.text} is read as a value here`,
          fix: `write ${quote(value.text)} if it is one`,
        }
      : undefined,
});

/** A value that documentation left for the reader to replace. */
export const placeholder = valueCheck({
  check: "selector/placeholder",
  severities: ["warning"],
  about: "A value in angle brackets is what documentation writes for you to replace; no sensor has it.",
  concerns: ({ quote: written }) => written !== undefined,
  judge: ({ node: { value } }) =>
    value.text.startsWith("<") && /^<[^<>]*>$/.test(value.text)
      ? {
          severity: "warning",
          message: `${value.text} looks like a placeholder`,
          fix: "put the real value there",
        }
      : undefined,
});

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const uuidFields: ReadonlySet<string> = new Set(["sid", "oid", "iid"]);

/** An identifier that no sensor can have. */
export const malformedId = valueCheck({
  check: "selector/malformed-id",
  severities: ["warning"],
  about: "sid, oid and iid are UUIDs in lower case, compared exactly; anything else equals none.",
  concerns: ({ operator }) => isEquality(operator),
  judge: ({ node: { field, value } }) => {
    const name = nameOf(field);
    if (!uuidFields.has(name) || uuid.test(value.text)) return undefined;
    const lower = value.text.toLowerCase();
    return {
      severity: "warning",
      message: `${JSON.stringify(value.text)} is no ${name}: those are UUIDs in lower case`,
      fix: uuid.test(lower) ? `write ${quote(lower)}` : `write the whole ${name}`,
    };
  },
});

/** An empty value in a substring test: part of every text. */
export const alwaysTrue = valueCheck({
  check: "selector/always-true",
  severities: ["warning"],
  about:
    "The empty text is part of every text, and the empty pattern matches every text: the comparison selects everything.",
  concerns: ({ operator, type }) => type === "text" && !isEquality(operator),
  judge: ({ node: { operator, value } }) =>
    value.text === ""
      ? {
          severity: "warning",
          message: `an empty value is part of every text: this is always ${operator.startsWith("not") ? "false" : "true"}`,
          fix: "write what to look for, or compare with == for the empty text",
        }
      : undefined,
});

const closedNames: ReadonlySet<string> = new Set(["plat", "ext_plat", "arch"]);

/** Part of a platform name: also a part of names to come. */
export const partOfName = valueCheck({
  check: "selector/part-of-name",
  severities: ["note"],
  about:
    "in and contains on a text look for a part of it: plat contains azure also matches platforms to come.",
  concerns: ({ operator }) => isMembership(operator),
  judge: ({ node: { field, value } }) =>
    closedNames.has(nameOf(field))
      ? {
          severity: "note",
          message: `${quote(value.text)} is looked for as a part of the name`,
          fix: "compare whole names with ==, joined by or",
        }
      : undefined,
});

/** Equality with a moment: the only test there is, and rarely what is meant. */
export const exactMoment = valueCheck({
  check: "selector/exact-moment",
  severities: ["note"],
  about:
    "alive and enroll are epoch seconds that can be compared for equality only; earlier and later cannot be written.",
  concerns: ({ operator, type }) => operator === "==" && type === "integer",
  judge: ({ node: { value }, bound }) =>
    !bound && value.text !== "0"
      ? {
          severity: "note",
          message: "equal to the second only: earlier and later cannot be written in a selector",
          fix: "select by tag, and let a D&R rule set the tag",
        }
      : undefined,
});

/** A text that stands alone, as a boolean could. */
export const textAlone = valueCheck({
  check: "selector/text-alone",
  severities: ["warning"],
  about: "A field that stands alone is compared with true; a field that holds text is that for no sensor.",
  concerns: ({ type, quote: written }) => written === "implied" && type === "text",
  judge: ({ node: { field } }) => ({
    severity: "warning",
    message: `${nameOf(field)} is text and stands alone: it is never true`,
    fix: "write what it shall equal",
  }),
});
