import { describe, expect, it } from "vitest";
import { mentionOf } from "../../../src/core/model/mention.js";

const sid = "0f4b30af-11f3-4a5c-a2a6-52b1d4ee2d52";
const token = "soc-version.r1.0123abcd";
const nobody = { taskIds: [], tokens: [], sids: [] };

describe("whom an event of the extension is about", () => {
  it.each<[string, Parameters<typeof mentionOf>[0], object]>([
    ["flat", { event: { task_id: "id-1", sid, error: "no" } }, { taskIds: ["id-1"], sids: [sid] }],
    [
      "nested",
      { event: { task: { task_id: "id-1", sid }, error: "no" } },
      { taskIds: ["id-1"], sids: [sid] },
    ],
    ["in a list", { event: { task_id: ["id-1", "id-2", "id-1"] } }, { taskIds: ["id-1", "id-2"] }],
    ["by its context", { event: { context: token, sid } }, { tokens: [token], sids: [sid] }],
    ["by a context with a suffix", { event: { context: `${token}/${sid}` } }, { tokens: [token] }],
    ["in its routing", { routing: { investigation_id: token, sid }, event: {} }, { tokens: [token] }],
    ["in another case", { event: { sid: sid.toUpperCase() } }, { sids: [sid] }],
    ["as something that is no sensor id", { event: { task_id: "id-1", sid: "a\nb" } }, { taskIds: ["id-1"] }],
    ["in a sentence", { event: { error: `nobody took ${token}` } }, {}],
    ["in more text than an id has", { event: { task_id: "x".repeat(513) } }, {}],
    ["with nothing in it", { event: { task_id: "", sid: 7 } }, {}],
    ["without a body", { routing: {} }, {}],
    ["as no object", 7, {}],
  ])("is read %s", (_, event, expected) => {
    expect(mentionOf(event)).toEqual({ ...nobody, ...expected });
  });
});
