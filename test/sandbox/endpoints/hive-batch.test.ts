import { describe, expect, it } from "vitest";
import { type Talk, talk } from "../talk.js";

const id = (our: Talk, name: string, hive = "secret") => ({
  hive: { name: hive, partition: our.oid },
  name,
  guid: "",
});

/** As the Go client sends it: one `request` per operation. */
async function batch(
  our: Talk,
  ...requests: unknown[]
): Promise<{ data: Record<string, unknown>; error: string }[]> {
  const form = requests.map((request): [string, string] => [
    "request",
    typeof request === "string" ? request : JSON.stringify(request),
  ]);
  const { status, body } = await our.send("POST", "/v1/hive", { form });
  expect(status).toBe(200);
  return body.responses as { data: Record<string, unknown>; error: string }[];
}

const data = { secret: "s" };

describe("a batch of hive operations", () => {
  it("answers each in request order [C]", async () => {
    const our = await talk();
    const record_id = id(our, "a");
    const answers = await batch(
      our,
      { set_record: { record_id, record: { data, usr_mtd: { enabled: true }, sys_mtd: {}, arl: "" } } },
      { get_record: { record_id } },
      { set_record_mtd: { record_id, usr_mtd: { comment: "c" } } },
      { get_record_mtd: { record_id } },
      { delete_record: { record_id } },
      { get_record: { record_id } },
    );
    expect(answers.map(({ error }) => error)).toEqual(["", "", "", "", "", "RECORD_NOT_FOUND"]);
    expect(answers[0]?.data).toMatchObject({ name: "a", hive: { name: "secret", partition: our.oid } });
    expect(answers[1]?.data).toMatchObject({ data, usr_mtd: { enabled: true } });
    expect(answers[3]?.data).toMatchObject({ data: {}, usr_mtd: { enabled: false, comment: "c" } });
    expect(answers[4]?.data).toEqual({ success: true });
  });

  it("is empty when nothing is asked", async () => {
    expect(await batch(await talk())).toEqual([]);
  });

  it("is held to the etag that it carries", async () => {
    const our = await talk();
    const record_id = id(our, "a");
    const set = (etag: string) => ({ set_record: { record_id, record: { data, sys_mtd: { etag } } } });
    const [, wrong] = await batch(our, set(""), set("wrong"));
    expect(wrong?.error).toBe("ETAG_MISMATCH");
    const [got] = await batch(our, { get_record: { record_id } });
    const { etag } = (got?.data ?? {}).sys_mtd as { etag: string };
    expect((await batch(our, set(etag)))[0]?.error).toBe("");
  });

  it("asks for the permission of each operation", async () => {
    const our = await talk({ permissions: ["secret.get"] });
    const answers = await batch(
      our,
      { get_record: { record_id: id(our, "a") } },
      { delete_record: { record_id: id(our, "a") } },
    );
    expect(answers.map(({ error }) => error)).toEqual([
      "RECORD_NOT_FOUND",
      `lc_error_code:UNAUTHORIZED - access to ${our.oid} requires secret.del`,
    ]);
  });

  it("says of each operation that makes no sense why", async () => {
    const our = await talk();
    const known = "get_record, get_record_mtd, set_record, set_record_mtd, delete_record";
    const record_id = id(our, "a");
    const answers = await batch(
      our,
      "{",
      "[]",
      {},
      { get_record: {}, delete_record: {} },
      { toString: { record_id } },
      { get_record: 1 },
      { get_record: {} },
      { get_record: { record_id: { hive: { name: 1, partition: our.oid }, name: "a" } } },
      { set_record: { record_id } },
      { get_record: { record_id: id(our, "a", "nope") } },
    );
    expect(answers.map(({ error }) => error)).toEqual([
      "error parsing request: not JSON",
      ...Array.from({ length: 5 }, () => `error parsing request: exactly one of ${known}`),
      "error parsing request: record_id has no hive",
      "error parsing request: record_id has no name",
      "error parsing request: record is not an object",
      "lc_error_code:UNKNOWN_HIVE - unknown hive: nope",
    ]);
  });
});
