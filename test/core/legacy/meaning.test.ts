import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileRule } from "../../../src/core/detection/compile.js";
import { renderLookbacks, renderTemplate, renderTransform } from "../../../src/core/detection/templates.js";
import { convertRule } from "../../../src/core/legacy/convert-rule.js";
import { convertValue } from "../../../src/core/legacy/convert-value.js";
import type { Json, JsonObject } from "../../../src/core/model/json.js";
import { legacyRules } from "./legacy-rules.js";

const record: JsonObject = {
  routing: {
    sid: "8cbe27f4-aaaa-4aaa-8aaa-138cd51389cd",
    this: "atom",
    event_type: "NEW_PROCESS",
    hostname: "h1",
  },
  event: { FILE_PATH: "C:\\a b\\evil.exe", DIR: "/tmp", NAME: "x.y", TTL: 60, A: "a", B: "" },
};

/** What the legacy service was sent for a value: `<<path>>` looked up, everything else as it is. */
function sentBefore(value: Json): Json {
  if (typeof value !== "string") return value;
  const rendered = value.includes("{{") ? renderTemplate(value, record) : renderLookbacks(value, record);
  expect(rendered).toMatchObject({ ok: true, doubts: [] });
  return rendered.ok ? rendered.value : null;
}

/** What the extension is sent for a request of a rule. */
function sentAfter(request: Json): JsonObject {
  const rendered = renderTransform(request, record);
  expect(rendered).toMatchObject({ ok: true, doubts: [] });
  return (rendered.ok ? rendered.value : {}) as JsonObject;
}

const names: { readonly [field: string]: string } = { inv_id: "context" };

describe("rules that were converted", () => {
  const converted = legacyRules.flatMap(({ name, data, result }) => {
    const conversion = convertRule(data);
    return result === "converted" && conversion.result === "converted" ? [{ name, data, conversion }] : [];
  });

  it("are the ones that should be, and the others are refused or left alone", () => {
    const results = { converted: "converted", refused: "refused", untouched: "nothing" } as const;
    for (const { name, data, result } of legacyRules)
      expect([name, convertRule(data).result]).toEqual([name, results[result]]);
  });

  it.each(converted.map((one) => [one.name, one] as const))(
    "%s: the extension is sent what the service was sent, field by field; the rest of the rule is the same",
    (_name, { data, conversion }) => {
      for (const { before, after } of conversion.items) {
        const { action, ...fields } = before["request"] as JsonObject;
        const wanted = Object.entries(fields).map(([field, value]) => [
          names[field] ?? field,
          sentBefore(value),
        ]);
        expect(after["extension action"]).toBe(action);
        expect(sentAfter(after["extension request"] as Json)).toEqual(Object.fromEntries(wanted));
      }
      const { respond: respondBefore, ...before } = data;
      const { respond: respondAfter, ...after } = conversion.data;
      expect(after).toEqual(before);
      const places = new Set(conversion.items.map(({ index }) => index));
      const others = (respond: Json | undefined) =>
        (respond as Json[]).filter((_, index) => !places.has(index));
      expect(others(respondAfter)).toEqual(others(respondBefore));
      expect(compileRule(conversion.data).ok).toBe(true);
    },
  );

  it("have nothing left to convert", () => {
    for (const { conversion } of converted)
      expect(convertRule(conversion.data)).toEqual({ result: "nothing" });
  });
});

describe("any value that is converted", () => {
  const part = fc.oneof(
    fc.constantFrom(
      "<<event/A>>",
      "<<event/FILE_PATH>>",
      "<</routing/sid>>",
      "<<event/B>>",
      " ",
      "x",
      "-f",
      "é",
    ),
    fc.constantFrom('"', "\\", "`", "{", "}", "{{", "}}", "<<", ">>", "<", ">", "\n", "\t", "%", "$&", "."),
    fc.string({ unit: "grapheme", maxLength: 4 }),
  );

  it("means what it meant", () => {
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 6 }).map((parts) => parts.join("")),
        (text) => {
          const result = convertValue(text);
          const before = renderLookbacks(text, record);
          if (!result.ok) expect(result.reason).not.toBe("");
          else if (text.includes("{{")) expect(result.value).toBe(text);
          else if (before.ok && before.doubts.length === 0) {
            const sent = { ok: true, doubts: [], value: { value: before.value } };
            expect([text, renderTransform({ value: result.value }, record)]).toEqual([text, sent]);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});
