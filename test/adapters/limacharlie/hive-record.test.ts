import { describe, expect, it } from "vitest";
import { readHiveRecord } from "../../../src/adapters/limacharlie/hive-record.js";

const data = { detect: { event: "RECEIPT" }, respond: [] };
const usr_mtd = { enabled: true, expiry: 0, tags: ["a"], comment: "c" };
const sys_mtd = { etag: "e1", last_author: "me", last_mod: 1_790_000_000 };
const record = {
  key: "k",
  data,
  userMetadata: usr_mtd,
  etag: "e1",
  lastAuthor: "me",
  lastModifiedAtMs: 1_790_000_000_000,
};

describe("a hive record", () => {
  it("is read with its metadata", () => {
    expect(readHiveRecord("k", { data, usr_mtd, sys_mtd })).toEqual({ readable: true, record });
  });

  it("may have its data as JSON text and its times in milliseconds", () => {
    const other = {
      data: JSON.stringify(data),
      usr_mtd,
      sys_mtd: { ...sys_mtd, last_mod: 1_790_000_000_000 },
    };
    expect(readHiveRecord("k", other)).toEqual({ readable: true, record });
  });

  it("may lack metadata: then the service's defaults hold and it has no etag", () => {
    const bare = {
      key: "k",
      data,
      userMetadata: { enabled: false, expiry: 0, tags: [], comment: "" },
      etag: "",
    };
    expect(readHiveRecord("k", { data })).toEqual({ readable: true, record: bare });
    expect(readHiveRecord("k", { data, usr_mtd: null, sys_mtd: null })).toEqual({
      readable: true,
      record: bare,
    });
    const nulls = { enabled: null, expiry: null, tags: null, comment: null };
    const odd = { etag: 3, last_author: "", last_mod: 0 };
    expect(readHiveRecord("k", { data, usr_mtd: nulls, sys_mtd: odd })).toEqual({
      readable: true,
      record: bare,
    });
  });

  it("keeps user metadata that we do not know, null or not", () => {
    const reading = readHiveRecord("k", {
      data,
      usr_mtd: { ...usr_mtd, ui_actions: [1], acl_scopes: null },
      sys_mtd,
    });
    expect(reading).toMatchObject({
      record: { userMetadata: { ...usr_mtd, ui_actions: [1], acl_scopes: null } },
    });
  });

  it.each([
    ["no object", 3, "not an object"],
    ["nothing", undefined, "not an object"],
    ["no data", { usr_mtd, sys_mtd }, "missing or cannot be parsed"],
    [
      "empty data, as a metadata listing has it",
      { data: {}, usr_mtd, sys_mtd },
      "missing or cannot be parsed",
    ],
    ["data that is no JSON", { data: "{", usr_mtd }, "missing or cannot be parsed"],
    ["data that is a list", { data: [], usr_mtd }, "missing or cannot be parsed"],
    ["data as text of a number", { data: "3", usr_mtd }, "missing or cannot be parsed"],
    ["restricted data", { data: { acl_restricted: true }, usr_mtd }, "restricted or locked"],
    ["restricted data as text", { data: '{"acl_restricted":true}', usr_mtd }, "restricted or locked"],
    ["a lock", { data, usr_mtd, sys_mtd: { ...sys_mtd, locked: true } }, "restricted or locked"],
    ["encryption", { data, usr_mtd: { ...usr_mtd, is_encrypted: true } }, "restricted or locked"],
    ["a lock on the whole", { data, is_locked: true }, "restricted or locked"],
    ["metadata of another form", { data, usr_mtd: [] }, "user metadata has an unknown form"],
    [
      "tags of another form",
      { data, usr_mtd: { ...usr_mtd, tags: "a" } },
      "user metadata has an unknown form",
    ],
    [
      "tags that are no text",
      { data, usr_mtd: { ...usr_mtd, tags: [1] } },
      "user metadata has an unknown form",
    ],
    [
      "a comment of another form",
      { data, usr_mtd: { ...usr_mtd, comment: 1 } },
      "user metadata has an unknown form",
    ],
    [
      "an expiry of another form",
      { data, usr_mtd: { ...usr_mtd, expiry: "never" } },
      "user metadata has an unknown form",
    ],
    [
      "a switch of another form",
      { data, usr_mtd: { ...usr_mtd, enabled: "yes" } },
      "user metadata has an unknown form",
    ],
  ])("is unreadable with %s", (_, value, reason) => {
    expect(readHiveRecord("k", value)).toEqual({ readable: false, reason: expect.stringContaining(reason) });
  });
});
