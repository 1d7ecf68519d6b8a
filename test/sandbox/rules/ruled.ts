import { type Talk, talk } from "../talk.js";

/** A sandbox whose sensors are all connected, and what tests of rules need of it. */
export interface Ruled extends Talk {
  /** A linux agent. */
  readonly sid: string;
  /** Saves a rule, enabled. */
  readonly rule: (name: string, data: object, usr_mtd?: object) => Promise<void>;
  /** Sends a task straight to the agent, which answers. */
  readonly task: (line: string, investigation?: string) => Promise<void>;
  readonly detections: () => Promise<readonly Record<string, unknown>[]>;
  readonly errors: () => Promise<readonly { component: string; error: string }[]>;
  /** What was sent to an output. */
  readonly output: (name: string) => Promise<readonly Record<string, unknown>[]>;
}

/** Starts one. */
export async function ruled(): Promise<Ruled> {
  const our = await talk();
  const { oid, send, sandbox } = our;
  sandbox.connect("all");
  const found = sandbox.sensors().find(({ plat, arch }) => plat === "linux" && arch !== "usp_adapter");
  const sid = found?.sid ?? "";
  return {
    ...our,
    sid,
    rule: async (name, data, usr_mtd = {}) => {
      const form = {
        data: JSON.stringify(data),
        usr_mtd: JSON.stringify({ enabled: true, ...usr_mtd }),
      };
      const reply = await send("POST", `/v1/hive/dr-general/${oid}/${encodeURIComponent(name)}/data`, {
        form,
      });
      if (reply.status !== 200) throw new Error(reply.text);
    },
    task: async (line, investigation = "inv") => {
      await send("POST", `/v1/${sid}`, { form: { tasks: line, investigation_id: investigation } });
    },
    detections: async () => {
      const { body } = await send("GET", `/v1/insight/${oid}/detections?limit=100000`);
      return body.detects as Record<string, unknown>[];
    },
    errors: async () =>
      (await send("GET", `/v1/errors/${oid}`)).body.errors as { component: string; error: string }[],
    output: async (name) => {
      const { body } = await our.sendBare("GET", `/_sandbox/outputs/${name}`);
      return body.records as Record<string, unknown>[];
    },
  };
}

/** Matches the answer of `os_version` to an investigation. */
export const onVersion = { event: "OS_VERSION_REP", op: "exists", path: "routing/investigation_id" };
