import { describe, expect, it } from "vitest";
import { type Talk, talk } from "../talk.js";

interface Result {
  readonly action: string;
  readonly data: { readonly event: object; readonly routing: { readonly event_type: string } };
}

/** As the Go client sends it, for `Query`, `QueryAll`, `ValidateLCQLQuery` and `EstimateLCQLQueryBilling`. */
const ask = (our: Talk, query: string, more: { stream?: string; cursor?: string; body?: object } = {}) =>
  our.send("POST", "/", {
    json: {
      oid: our.oid,
      query,
      limit_event: 0,
      limit_eval: 0,
      event_source: { stream: more.stream ?? "event", sensor_events: { cursor: more.cursor ?? "" } },
      ...more.body,
    },
  });

/** All 20 sensors said CONNECTED, a windows agent its version. */
async function spoken(): Promise<Talk> {
  const our = await talk();
  our.sandbox.disconnect("all");
  our.sandbox.connect("all");
  const sid = our.sandbox.sensors().find(({ plat, arch }) => plat === "windows" && arch === "x64")?.sid;
  await our.extension("task", { task: "os_version", sid, context: "c" });
  return our;
}

async function types(our: Talk, query: string, stream = "event"): Promise<readonly string[]> {
  const { body, status } = await ask(our, query, { stream });
  expect(status).toBe(200);
  return (body.results as readonly Result[]).map(({ data }) => data.routing?.event_type);
}

describe("a query through the replay host (seen in the Go client)", () => {
  it("answers records under `data`, a cursor and statistics", async () => {
    const our = await spoken();
    const { body } = await ask(our, "-1h | plat == windows | OS_VERSION_REP | true");
    expect(body).toMatchObject({
      error: "",
      cursor: "",
      results: [
        {
          action: "report",
          data: { routing: { event_type: "OS_VERSION_REP" }, event: { BUILD_NUMBER: expect.any(Number) } },
        },
      ],
      stats: { n_matched: 1, n_proc: 1, estimated_price: { currency: "USD cents" } },
    });
  });

  it.each([
    ["-1h | * | * | event/BUILD_NUMBER is set", ["OS_VERSION_REP"]],
    ["-1h | * | OS_VERSION_REP CONNECTED | event/HOST_NAME is not set", ["OS_VERSION_REP"]],
    ["-5m | * | NEW_PROCESS DNS_REQUEST | true", []],
    ["-1h | * | OS_VERSION_REP | false", []],
    ["-1h | * | * | event.BUILD_NUMBER > 0", ["OS_VERSION_REP"]],
    ["-24h | * | * | event/FILE_PATH == '/this/path/should/never/exist'", []],
  ])("%s, as the vendor's own tests and examples write it", async (query, expected) => {
    expect(await types(await spoken(), query)).toEqual(expected);
  });

  it("looks into the other streams", async () => {
    const our = await spoken();
    await our.send("POST", `/v1/configs/${our.oid}/vt`, { form: { value: "x" } });
    const { body } = await ask(our, "-24h | * | * | true", { stream: "audit" });
    expect(body.results).toMatchObject([{ data: { etype: "org_value_set" } }]);
    expect(await types(our, "-24h | * | * | true", "detect")).toEqual([]);
  });

  it("goes page by page with a cursor, whatever happens between two pages", async () => {
    const our = await spoken();
    const whole = await types(our, "-1h | * | * | true");
    const found: string[] = [];
    let pages = 0;
    for (let cursor = "-"; cursor !== ""; pages += 1) {
      const { body } = await ask(our, "-1h | * | * | true", { cursor, body: { limit_event: 10 } });
      found.push(...(body.results as readonly Result[]).map(({ data }) => data.routing.event_type));
      cursor = String(body.cursor);
      our.sandbox.advance(1200);
    }
    expect(found).toEqual(whole);
    expect(pages).toBe(Math.ceil(whole.length / 10));
    expect((await ask(our, "-9h | * | CONNECTED | *", { cursor: "-" })).body.results).toHaveLength(20);
    expect((await ask(our, "-1h | * | * | *", { cursor: "no" })).body.error).toBe("bad cursor");
  });

  it("looks at no more events than its limit", async () => {
    const our = await spoken();
    const { body } = await ask(our, "-1h | * | CONNECTED | true", { body: { limit_event: 7 } });
    expect(body).toMatchObject({ cursor: "", stats: { n_proc: 7, n_matched: 7 } });
  });

  it("is validated without being run, and estimated without being looked through", async () => {
    const our = await spoken();
    const validation = { body: { is_validation: true } };
    expect((await ask(our, "-1h | * | * | event/A is 'b'", validation)).body).toMatchObject({
      error: "",
      results: [],
    });
    const bad = await ask(our, "-1h | * | * | event/A nonsense 'b'", validation);
    expect([bad.status, bad.body.error]).toEqual([200, "error parsing query: unknown operator nonsense"]);
    const estimate = await ask(our, "2020-01-01 to 2999-01-01 | * | CONNECTED | *", {
      body: { is_dry_run: true },
    });
    expect(estimate.body).toMatchObject({
      is_dry_run: true,
      results: [],
      stats: { n_billed: 0, n_free: 20 },
    });
  });

  it.each([
    ["-1h | * | * | a nonsense b", {}, "error parsing query: unknown operator nonsense"],
    ["invalid query syntax | | |", {}, "error parsing query: it does not begin with a time frame"],
    ["-1h | plat ==== 1 | * | *", {}, /^bad selector/],
    ["-1h | * | * | *", { stream: "bill" }, "unknown stream: bill"],
    ["-1h | * | * | *", { body: { oid: "x" } }, "unauthorized"],
  ])("%s is refused", async (query, more, error) => {
    const { status, body } = await ask(await talk(), query, more);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.error).toMatch(error);
  });
});
