import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { limacharlieEvents } from "../../../src/adapters/limacharlie/events.js";
import { connectTo, json, oid, rejection, withServer } from "./server.js";

const token = "soc-version.r1.0123abcd";
const answer = { routing: { investigation_id: `${token}/extra` }, event: { BUILD_NUMBER: 1 } };
const other = { routing: { investigation_id: "soc-version.r1.99999999" }, event: {} };
const search = { token, sid: "sid-1", types: ["OS_VERSION_REP", "RECEIPT"], sinceMs: 1_700_000_000_000 };
const pack = (value: unknown): string => gzipSync(JSON.stringify(value)).toString("base64");

/** A service whose pages of events, by type and cursor, are these. */
async function eventsOf(pages: { readonly [typeAndCursor: string]: unknown }) {
  const server = await withServer((request, response) => {
    const query = new URL(request.url, "http://x").searchParams;
    json(
      response,
      pages[`${query.get("event_type")} ${query.get("cursor")}`] ?? { events: pack([]), next_cursor: "" },
    );
  });
  return { server, events: limacharlieEvents(connectTo(server.url)) };
}

describe("whom the events of a sensor are about", () => {
  const listing = { sid: "sid-1", type: "task_failure", sinceMs: 1_700_000_000_000 };
  const failure = (id: string, type?: string) => ({
    routing: { sid: "sid-1", ...(type === undefined ? {} : { event_type: type }) },
    event: { task_id: id },
  });

  it("is read page after page; events that say that they are of another type are left out", async () => {
    const { server, events } = await eventsOf({
      "task_failure -": { events: pack([failure("a"), failure("b", "task_sent")]), next_cursor: "more" },
      "task_failure more": { events: [failure("c", "task_failure"), 7] },
    });
    const nobody = { taskIds: [], tokens: [], sids: [] };
    expect(await events.mentions(listing)).toEqual({
      mentions: [{ ...nobody, taskIds: ["a"] }, { ...nobody, taskIds: ["c"] }, nobody],
      isCut: false,
    });
    const { searchParams } = new URL(server.requests[1]?.url ?? "", "http://x");
    expect([searchParams.get("start"), searchParams.get("cursor")]).toEqual(["1700000000", "more"]);
  });

  it("is not read for ever when pages never end", async () => {
    const { server, events } = await eventsOf({ "task_failure -": { events: [], next_cursor: "-" } });
    expect(await events.mentions(listing)).toEqual({ mentions: [], isCut: true });
    expect(server.requests).toHaveLength(10);
  });

  it("is not guessed", async () => {
    const { events } = await eventsOf({ "task_failure -": { events: 7 } });
    expect((await rejection(events.mentions(listing))).message).toContain(
      "Cannot read the events of a sensor",
    );
  });
});

describe("the events of a sensor", () => {
  it("are searched for a token, type after type and page after page", async () => {
    const { server, events } = await eventsOf({
      "RECEIPT -": { events: pack([other]), next_cursor: "more" },
      "RECEIPT more": { events: pack([other, answer]), next_cursor: "" },
    });
    expect(await events.carrying(search)).toEqual({ event: "RECEIPT", sid: "sid-1" });
    expect(
      server.requests.map(({ url }) => new URL(url ?? "", "http://x")).map((url) => url.pathname),
    ).toEqual(Array.from({ length: 3 }, () => `/v1/insight/${oid}/sid-1`));
    expect(new URL(server.requests[0]?.url ?? "", "http://x").searchParams.get("start")).toBe("1700000000");
  });

  it("may come unpacked, and may name a task_id", async () => {
    const feedback = { event: { task_id: "id-7", context: token } };
    const { events } = await eventsOf({ "OS_VERSION_REP -": { events: [feedback] } });
    expect(await events.carrying(search)).toEqual({ event: "OS_VERSION_REP", sid: "sid-1", taskId: "id-7" });
  });

  it("that carry only another token, or ours as a part of something, are no sign", async () => {
    const longer = { event: { text: `x${token}` }, list: [`${token}0`] };
    const { events } = await eventsOf({ "RECEIPT -": { events: [other, longer] } });
    expect(await events.carrying(search)).toBeUndefined();
  });

  it("are not read for ever when pages never end", async () => {
    const { server, events } = await eventsOf({
      "OS_VERSION_REP -": { events: [], next_cursor: "-" },
      "RECEIPT -": { events: [], next_cursor: "-" },
    });
    expect(await events.carrying(search)).toBeUndefined();
    expect(server.requests).toHaveLength(10);
  });

  it.each([[{ events: 7 }], [{}], [{ events: "no base64 of gzip" }]])(
    "are not guessed from %j",
    async (page) => {
      const { events } = await eventsOf({ "OS_VERSION_REP -": page });
      expect(await rejection(events.carrying(search))).toMatchObject({ kind: "unreadable" });
    },
  );

  it("may be packed as nothing at all", async () => {
    const { events } = await eventsOf({ "OS_VERSION_REP -": { events: "", next_cursor: "" } });
    expect(await events.carrying(search)).toBeUndefined();
  });
});
