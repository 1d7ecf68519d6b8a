import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HiveRecord } from "../../../src/core/model/rule.js";
import {
  comparableDesired,
  comparableHash,
  comparableLive,
  dataToWrite,
  metadataToWrite,
} from "../../../src/core/plan/comparable-rule.js";
import { output, recordOf, ruleOf, tagOfOwner, task } from "./builders.js";

const rule = ruleOf(task("version", { response: [output] }));
const wanted = comparableHash(comparableDesired(rule));
const hashOf = (record: HiveRecord): string => comparableHash(comparableLive(record, tagOfOwner));
const withMetadata = (members: object): HiveRecord =>
  recordOf(rule, { userMetadata: { enabled: true, expiry: 0, tags: [tagOfOwner], comment: "", ...members } });

describe("a live rule compared with the wanted one", () => {
  it("is equal when it was written as wanted", () => {
    const { data, userMetadata } = {
      data: dataToWrite(rule, undefined),
      userMetadata: metadataToWrite(rule, undefined),
    };
    expect(hashOf(recordOf(rule, { data, userMetadata }))).toBe(wanted);
  });

  it("is equal beside comment, etag, author, other tags, repeated tags and unknown members", () => {
    const same = [
      withMetadata({ comment: "by hand" }),
      withMetadata({ tags: ["x", tagOfOwner, tagOfOwner, "y"] }),
      withMetadata({ ui_actions: [{ a: 1 }], ttl: 9 }),
      recordOf(rule, { etag: "other", lastAuthor: "else", lastModifiedAtMs: 5 }),
      recordOf(rule, { data: { ...rule.data, acl_scopes: ["soc"] } }),
    ];
    expect(new Set(same.map(hashOf))).toEqual(new Set([wanted]));
  });

  it("takes tests that are null, empty or left out for the same", () => {
    for (const tests of [null, {}]) {
      expect(hashOf(recordOf(rule, { data: { ...rule.data, tests } }))).toBe(wanted);
    }
    expect(hashOf(recordOf(rule, { data: { ...rule.data, tests: { match: [] } } }))).not.toBe(wanted);
  });

  it("differs when it is disabled, expires, lost its owner, or does something else", () => {
    const others = [
      withMetadata({ enabled: false }),
      withMetadata({ expiry: 1_900_000_000_000 }),
      withMetadata({ tags: ["lctasks:acme-two"] }),
      recordOf(rule, { data: { ...rule.data, detect: {} } }),
      recordOf(rule, { data: { ...rule.data, respond: [] } }),
      recordOf(rule, { data: {} }),
    ];
    expect(new Set([wanted, ...others.map(hashOf)]).size).toBe(others.length + 1);
  });

  it("is equal in whatever order its keys come", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (detect) => {
        const shuffled = Object.fromEntries(Object.entries(detect).toReversed());
        const hashes = [detect, shuffled].map((each) =>
          hashOf(recordOf(rule, { data: { detect: JSON.parse(JSON.stringify(each)), respond: [] } })),
        );
        expect(hashes[0]).toBe(hashes[1]);
      }),
    );
  });
});

describe("a rule as it is written", () => {
  const record = recordOf(rule, {
    data: { detect: { op: "theirs" }, respond: [], tests: { match: [[{}]] }, acl_scopes: ["soc"] },
    userMetadata: {
      enabled: false,
      expiry: 99,
      tags: ["reviewed", tagOfOwner],
      comment: "theirs",
      ui_actions: ["x"],
    },
  });

  it("is whole: ours, over members of the data that we never write", () => {
    expect(dataToWrite(rule, record)).toEqual({ acl_scopes: ["soc"], ...rule.data });
    expect(dataToWrite(rule, undefined)).toEqual(rule.data);
  });

  it("is enabled and never expires, with unknown members and the tags of others kept", () => {
    expect(metadataToWrite(rule, record)).toEqual({
      enabled: true,
      expiry: 0,
      tags: [tagOfOwner, "reviewed"],
      comment: "lctasks acme/version",
      ui_actions: ["x"],
    });
    expect(metadataToWrite(rule, undefined)).toEqual({
      enabled: true,
      expiry: 0,
      tags: [tagOfOwner],
      comment: "lctasks acme/version",
    });
  });
});
