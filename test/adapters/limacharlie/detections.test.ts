import { describe, expect, it } from "vitest";
import { limacharlieDetections } from "../../../src/adapters/limacharlie/detections.js";
import { connectTo, json, oid, rejection, withServer } from "./server.js";

const sinceMs = 1_700_000_000_000;

/** A service whose pages of detections, by cursor, are these. */
async function detectionsOf(pages: { readonly [cursor: string]: unknown }) {
  const server = await withServer((request, response) => {
    const cursor = new URL(request.url, "http://x").searchParams.get("cursor") ?? "";
    json(response, pages[cursor] ?? { detects: [], next_cursor: "" });
  });
  return { server, detections: limacharlieDetections(connectTo(server.url)) };
}

describe("the detections of an organization", () => {
  it("are read page after page; what does not say its rule is none of ours", async () => {
    const { server, detections } = await detectionsOf({
      "-": {
        detects: [{ source_rule: "general.lctasks.soc.version", cat: "seen", gen_time: sinceMs + 5 }, 7, {}],
        next_cursor: "more",
      },
      more: { detects: [{ source_rule: "general.other", ts: 1_700_000_001 }, { source_rule: "general.x" }] },
    });
    expect(await detections.since(sinceMs)).toEqual({
      detections: [
        { rule: "lctasks.soc.version", name: "seen", atMs: sinceMs + 5 },
        { rule: "other", name: "", atMs: 1_700_000_001_000 },
      ],
      isCut: false,
    });
    const url = new URL(server.requests[0]?.url ?? "", "http://x");
    expect([url.pathname, url.searchParams.get("start")]).toEqual([
      `/v1/insight/${oid}/detections`,
      "1700000000",
    ]);
  });

  it("are not read for ever when pages never end", async () => {
    const { server, detections } = await detectionsOf({ "-": { detects: [], next_cursor: "-" } });
    expect(await detections.since(sinceMs)).toEqual({ detections: [], isCut: true });
    expect(server.requests).toHaveLength(10);
  });

  it("are not guessed", async () => {
    const { detections } = await detectionsOf({ "-": { detects: 7 } });
    expect((await rejection(detections.since(sinceMs))).message).toBe(
      "Cannot read the detections: the answer has no list of detects",
    );
  });
});
