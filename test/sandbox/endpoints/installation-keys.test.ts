import { describe, expect, it } from "vitest";
import { type Talk, talk } from "../talk.js";

const path = (our: Talk) => `/v1/installationkeys/${our.oid}`;
const create = (our: Talk, form: Record<string, string> | [string, string][]) =>
  our.send("POST", path(our), { form });

describe("installation keys", () => {
  it("are listed by oid, then by iid; the first is the one that the fleet enrolled with [seen in the Python client]", async () => {
    const our = await talk();
    const keys = (await our.send("GET", path(our))).body[our.oid] as Record<string, unknown>;
    const info = (await our.send("GET", `/v1/${our.sandbox.sensors()[0]?.sid ?? ""}`)).body.info;
    const { iid } = info as { iid: string };
    expect(keys[iid]).toMatchObject({ iid, desc: "sandbox", tags: "" });
    expect((await our.send("GET", `/v1/orgs/${our.oid}`)).body.n_installation_keys).toBe(1);
  });

  it("are created with tags as one text or several, read, and deleted by a body [seen in the Python client]", async () => {
    const our = await talk();
    const { body } = await create(our, { desc: "desk", tags: "a,b", use_public_root_ca: "false" });
    expect(body).toMatchObject({ desc: "desk", tags: "a,b", use_public_root_ca: false });
    const one = `${path(our)}/${String(body.iid)}`;
    expect((await our.send("GET", one)).body).toEqual(body);
    const several = await create(our, [
      ["desc", "d"],
      ["tags", "a"],
      ["tags", "b"],
    ]);
    expect(several.body.tags).toBe("a,b");
    expect((await our.send("DELETE", path(our), { form: { iid: String(body.iid) } })).body).toEqual({});
    expect((await our.send("GET", one)).status).toBe(404);
    expect((await our.send("DELETE", path(our), { form: { iid: String(body.iid) } })).status).toBe(404);
    expect((await create(our, {})).body.error).toBe("missing desc");
  });

  it("ask for ikey.list, ikey.set and ikey.del", async () => {
    const our = await talk({ permissions: [] });
    const errors = [];
    for (const method of ["GET", "POST", "DELETE"])
      errors.push((await our.send(method, path(our))).body.error);
    expect(errors).toEqual(
      ["ikey.list", "ikey.set", "ikey.del"].map((name) => `unauthorized: requires ${name}`),
    );
  });
});
