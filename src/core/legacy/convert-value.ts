import type { Json } from "../model/json.js";

/** A value in the form of extension requests, or why it cannot be converted safely. */
export type Converted =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly reason: string };

const reference = /<<([^<>]*)>>/g;

/**
 * Converts one value of a legacy service request. In an extension request a bare string is a path into the event, so literal text becomes a
 * template, and `<<a/b>>` becomes `{{ .a.b }}` (reference: API, 9.1; D&R language, section 8). Numbers and booleans pass.
 */
export function convertValue(value: Json): Converted {
  if (typeof value === "number" || typeof value === "boolean") return { ok: true, value };
  if (typeof value === "string") return convertText(value);
  const kind = value === null ? "null" : Array.isArray(value) ? "a list" : "a map";
  return refuse(`it is ${kind}, and only text, numbers and booleans are known here`);
}

function convertText(text: string): Converted {
  const withoutReferences = text.replace(reference, "");
  if (withoutReferences.includes("<<") || withoutReferences.includes(">>"))
    return refuse("a << or >> has no counterpart");
  const unclear = [...text.matchAll(reference)]
    .map(([, path = ""]) => path)
    .find((path) => pathTemplate(path) === undefined);
  if (unclear !== undefined) return refuse(`<<${unclear}>> names no plain path that a template can name`);
  if (/\{\{|\}\}/.test(text))
    return text === withoutReferences ? keepTemplate(text) : refuse("it mixes << >> with {{ }}");
  if (text.includes("{<<")) return refuse("a { right before << would run together with the template");
  if (text !== withoutReferences)
    return { ok: true, value: text.replace(reference, (_, path: string) => pathTemplate(path) as string) };
  return literal(text);
}

/** A text that is a template already stays one. */
function keepTemplate(text: string): Converted {
  const opened = text.split("{{").length;
  return opened === text.split("}}").length ? { ok: true, value: text } : refuse("its {{ and }} do not pair");
}

/** Literal text inside a template. Quotes, backslashes and braces would have to be escaped by rules that nobody documents. */
function literal(text: string): Converted {
  const doubtful = /["\\`{}\p{Cc}]/u.exec(text)?.[0];
  if (doubtful === undefined) return { ok: true, value: `{{ "${text}" }}` };
  return refuse(
    `the literal text contains ${JSON.stringify(doubtful)}, and how a template writes that is not documented`,
  );
}

/** `a/b` as `{{ .a.b }}`; undefined for wildcards, indexes and names that a template cannot spell. */
function pathTemplate(path: string): string | undefined {
  const parts = path.replace(/^\//, "").split("/");
  return parts.every((part) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(part))
    ? `{{ .${parts.join(".")} }}`
    : undefined;
}

const refuse = (reason: string): Converted => ({ ok: false, reason });
