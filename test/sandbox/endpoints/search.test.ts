import { describe, expect, it } from "vitest";
import { type Talk, talk } from "../talk.js";

interface Row {
  readonly routing: { readonly event_type: string; readonly sid: string };
}
interface Result {
  readonly type: string;
  readonly rows: readonly { readonly data: Row; readonly mtd: object }[];
  readonly nextToken: string;
}

const seconds = (ms: number) => String(Math.floor(ms / 1000));

async function start(our: Talk, query: string, more: object = {}) {
  const window = {
    startTime: seconds(our.sandbox.nowMs() - 86_400_000),
    endTime: seconds(our.sandbox.nowMs()),
  };
  return our.send("POST", "/v1/search", {
    json: { oid: our.oid, query, ...window, paginated: true, ...more },
  });
}

/** Every row, page by page, as the official clients go through them. */
async function rows(our: Talk, query: string, more: object = {}): Promise<readonly Row[]> {
  const { body } = await start(our, query, more);
  const id = String(body.queryId);
  const found: Row[] = [];
  for (let token = "-"; token !== ""; ) {
    const page = await our.send("GET", `/v1/search/${id}${token === "-" ? "" : `?token=${token}`}`);
    expect(page.body.completed).toBe(true);
    const [result] = page.body.results as [Result];
    found.push(...result.rows.map(({ data }) => data));
    token = result.nextToken;
  }
  await our.send("DELETE", `/v1/search/${id}`);
  return found;
}

/** Every sensor connected; a linux agent answered one command. */
async function answered(sensors = 20): Promise<Talk & { readonly sid: string }> {
  const our = await talk({ sensors });
  our.sandbox.disconnect("all");
  our.sandbox.connect("all");
  const sid =
    our.sandbox.sensors().find(({ plat, arch }) => plat === "linux" && arch !== "usp_adapter")?.sid ?? "";
  await our.extension("task", { task: "os_version", sid, context: "ctx-1" });
  return { ...our, sid };
}

const types = async (our: Talk, query: string) =>
  (await rows(our, query)).map(({ routing }) => routing.event_type);

describe("a search", () => {
  it("finds the receipts of a context with the documented form [D]", async () => {
    const our = await answered();
    const found = await rows(
      our,
      `-24h | sid == '${our.sid}' | OS_VERSION_REP | routing/investigation_id starts with "ctx-1"`,
    );
    expect(found).toMatchObject([{ routing: { event_type: "OS_VERSION_REP", sid: our.sid } }]);
  });

  it("takes a filter alone, as the command line sends it, and ignores a projection with a note", async () => {
    const our = await answered();
    expect(await types(our, "event_type == 'OS_VERSION_REP'")).toEqual(["OS_VERSION_REP"]);
    const { body } = await start(our, "event_type is OS_VERSION_REP | COUNT(event) as n");
    const page = await our.send("GET", `/v1/search/${String(body.queryId)}`);
    expect(page.body.stats).toMatchObject({ n_events: 1, notes: ["projection ignored: COUNT(event) as n"] });
  });

  it("keeps to the sensors of its selector and the types it names", async () => {
    const our = await answered();
    expect(new Set(await types(our, "-1h | plat == windows | CONNECTED STARTING_UP"))).toEqual(
      new Set(["CONNECTED"]),
    );
    expect(await types(our, "-1h | plat == chrome")).toEqual([]);
    expect(await types(our, "* | CONNECTED | event/HOST_NAME matches '^nobody$'")).toEqual([]);
  });

  it("looks into the time of the query, else of the request", async () => {
    const our = await answered();
    our.sandbox.advance(7200);
    expect(await types(our, "-1h | * | *")).toEqual([]);
    expect(await types(our, "-3h | * | OS_VERSION_REP | *")).toEqual(["OS_VERSION_REP"]);
    const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
    const span = `${day(our.sandbox.nowMs() - 86_400_000)} 00:00:00 to ${day(our.sandbox.nowMs() + 86_400_000)} 00:00:00`;
    expect(await types(our, `${span} | * | OS_VERSION_REP`)).toEqual(["OS_VERSION_REP"]);
    const old = { startTime: "1", endTime: "2" };
    expect(await rows(our, "*", old)).toEqual([]);
  });

  it("comes page by page, the token in the result [C-run]", async () => {
    const our = await answered(1100);
    const connected = await rows(our, "* | CONNECTED | *");
    expect(connected).toHaveLength(1100);
    expect(new Set(connected.map(({ routing }) => routing.sid)).size).toBe(1100);
  });

  it("looks into the audit log when asked", async () => {
    const our = await answered();
    await our.send("POST", `/v1/${our.sid}/tags`, { form: { tags: "x" } });
    const all = await rows(our, "*", { stream: "audit" });
    expect(all).toMatchObject([{ etype: "tag_add", entity: { sid: our.sid } }]);
    expect(await rows(our, "-1h | * | tag_remove", { stream: "audit" })).toEqual([]);
    expect(await rows(our, "*", { stream: "detect" })).toEqual([]);
    expect(await rows(our, "*", { stream: "detection" }), "as the Go client names it").toEqual([]);
  });

  it("is checked without being run [C-run]", async () => {
    const our = await answered();
    const window = { startTime: "1", endTime: "2" };
    const check = (query: string) =>
      our.send("POST", "/v1/search/validate", { json: { oid: our.oid, query, ...window } });
    expect((await check("a == 1 | b as c")).body).toMatchObject({
      query: "a == 1 | b as c",
      notes: ["projection ignored: b as c"],
    });
    expect((await check("*")).body.notes).toEqual([]);
    const bad = await check("a ~ 1");
    expect([bad.status, bad.body.error]).toEqual([200, "error parsing query: unknown operator ~"]);
    expect(bad.body, "seen in the Go client: times are numbers here").toMatchObject({
      startTime: 1,
      endTime: 2,
    });
    expect((await check("")).status).toBe(400);
  });

  it("has pages that say whose they are and how they ran (seen in the Go client)", async () => {
    const our = await answered();
    const pageOf = async (more: object) => {
      const { body } = await start(our, "* | CONNECTED | *", more);
      return [body.queryId, (await our.send("GET", `/v1/search/${String(body.queryId)}`)).body] as const;
    };
    const [id, page] = await pageOf({ mode: "batch" });
    const stats = { searchMode: "batch", pageSize: 1000, eventsMatched: 20, eventsScanned: 20 };
    expect(page).toMatchObject({ queryId: id, completed: true, results: [{ type: "events", stats }] });
    const [, whole] = await pageOf({ mode: "nonsense", paginated: false });
    expect(whole).toMatchObject({
      results: [{ stats: { searchMode: "interactive", pageSize: 20 }, nextToken: "" }],
    });
  });

  it("gives rows with their identity, or bare when switched [seen in both official clients]", async () => {
    const our = await answered();
    const row = async (query: string, more: object = {}) => {
      const { body } = await start(our, query, more);
      const page = await our.send("GET", `/v1/search/${String(body.queryId)}`);
      return (page.body.results as [Result])[0].rows[0];
    };
    const event = await row("* | OS_VERSION_REP | *");
    const [said] = our.sandbox.events().filter(({ routing }) => routing.event_type === "OS_VERSION_REP");
    const { event_id: id, event_time: ts } = said?.routing ?? {};
    expect(event?.mtd).toEqual({ id, sid: our.sid, ts, stream: "event" });
    await our.send("POST", `/v1/${our.sid}/tags`, { form: { tags: "x" } });
    expect(await row("*", { stream: "audit" })).toMatchObject({
      mtd: { id: "", sid: "", ts: our.sandbox.nowMs(), stream: "audit" },
    });
    our.sandbox.variants.set({ search_rows: "bare" });
    expect(await row("* | OS_VERSION_REP | *")).toMatchObject({ routing: { event_type: "OS_VERSION_REP" } });
  });

  it("is one of a few at a time, the next is a 429 with both rate headers [C]", async () => {
    const our = await answered();
    for (let count = 0; count < 10; count += 1) expect((await start(our, "*")).status).toBe(200);
    const refused = await start(our, "*");
    expect(refused.status).toBe(429);
    expect(refused.rawHeaders).toContain("X-RateLimit-Quota");
    expect(refused.rawHeaders).toContain("X-RateLimit-Period");
  });

  it("is refused when it makes no sense", async () => {
    const our = await answered();
    const error = async (query: string, more: object = {}) => {
      const { status, body } = await start(our, query, more);
      return [status, body.error];
    };
    expect(await error("plat ==== x | * | *")).toEqual([400, expect.stringMatching(/^bad selector/)]);
    expect(await error("*", { stream: "bill" })).toEqual([400, "stream is event, detect or audit"]);
    expect(await error("*", { startTime: 12 })).toEqual([400, "startTime must be text of epoch seconds"]);
    expect(await error("*", { endTime: "0" })).toEqual([400, "endTime must be text of epoch seconds"]);
    expect(await error("*", { oid: 1 })).toEqual([400, "missing oid"]);
    expect(await error("")).toEqual([400, "missing query"]);
    expect((await our.send("POST", "/v1/search", { form: {} })).body.error).toBe(
      "the body is not a JSON object",
    );
    expect((await our.send("GET", "/v1/search/nope")).status).toBe(404);
    const { body } = await start(our, "*");
    expect((await our.send("GET", `/v1/search/${String(body.queryId)}?token=x`)).body.error).toBe(
      "bad token",
    );
    const poor = await our.as({ oid: our.oid, secret: our.sandbox.apiKey, perms: "audit.get" });
    expect((await start(poor, "*")).body.error).toBe("unauthorized: requires insight.evt.get");
    expect((await start(poor, "*", { stream: "audit" })).status).toBe(200);
  });
});

describe("validation", () => {
  const validate = async (our: Talk, query: string, more: object = {}) => {
    const window = { startTime: "1", endTime: "2" };
    return our.send("POST", "/v1/search/validate", { json: { oid: our.oid, query, ...window, ...more } });
  };

  it("says what a query would cost, for every stream [seen in the Python client]", async () => {
    const our = await talk();
    for (const stream of ["event", "detection", "audit"]) {
      const { status, body } = await validate(our, "* | * | *", { stream });
      expect([status, body]).toMatchObject([200, { query: "* | * | *", estimatedPrice: { value: 0 } }]);
      expect(body).not.toHaveProperty("error");
    }
  });

  it("answers a query that makes no sense with a 200 whose error says so [seen in the Python client]", async () => {
    const our = await talk();
    const { status, body } = await validate(our, "invalid query syntax here $$#");
    expect([status, body.error]).toEqual([200, "error parsing query: unknown operator query"]);
    const selector = await validate(our, "plat ==== x | * | *");
    expect([selector.status, selector.body.error]).toEqual([200, expect.stringMatching(/^bad selector/)]);
  });
});

describe("open searches", () => {
  const listed = async (our: Talk, query = "") =>
    (await our.send("GET", `/v1/search/${our.oid}/queries${query}`)).body;

  it("are listed newest first until they are cancelled [seen in both official clients]", async () => {
    const our = await talk();
    const first = String((await start(our, "* | * | *")).body.queryId);
    const second = String((await start(our, "* | RECEIPT | *", { stream: "audit" })).body.queryId);
    const ids = ({ queries }: { queries?: unknown }) =>
      (queries as { queryId: string }[]).map(({ queryId }) => queryId);
    const all = await listed(our, "?state=all");
    expect(all).toMatchObject({ oid: our.oid, limit: 10, slotsHeld: 2, count: 2, truncated: false });
    expect(all.queries).toMatchObject([
      { query: "* | RECEIPT | *", stream: "audit", state: "executing" },
      {},
    ]);
    expect(ids(all)).toEqual([second, first]);
    expect(await listed(our, "?limit=1")).toMatchObject({ truncated: true, queries: [{ queryId: second }] });
    expect(ids(await listed(our, "?limit=1&offset=1"))).toEqual([first]);
    expect(ids(await listed(our, "?state=idle"))).toEqual([]);
    await our.send("DELETE", `/v1/search/${second}`);
    expect(ids(await listed(our))).toEqual([first]);
    expect((await our.send("GET", `/v1/search/${our.oid}/queries?state=odd`)).status).toBe(400);
  });

  it("have limits that can be read before they are met, null where there is none [seen in both official clients]", async () => {
    const our = await talk();
    our.sandbox.variants.set({ search_limit: 12 });
    const { body } = await our.send("GET", `/v1/search/${our.oid}/limits`);
    expect(body).toMatchObject({
      oid: our.oid,
      concurrency: { maxConcurrentQueries: 12 },
      pagination: { resultsPerPage: 1000 },
      execution: { maxQueryDurationSeconds: null },
      capabilities: { openQueryListing: true },
    });
  });
});
