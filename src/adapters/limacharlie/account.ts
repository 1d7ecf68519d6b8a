import { isJsonObject, type Json } from "../../core/model/json.js";
import type { Account } from "../../ports/account.js";
import type { Connection } from "./connection.js";
import { LimaCharlieError, leavesOpen } from "./errors.js";
import { whoWeAre } from "./who.js";

/** What the organization is subscribed to, and where it can send. All throw LimaCharlieError. */
export function limacharlieAccount(connection: Connection): Account {
  const subscriptions = async (): Promise<ReadonlySet<string>> => {
    const path = ["orgs", connection.oid, "subscriptions"];
    const purpose = "list the subscriptions";
    return new Set(readNames(await connection.send({ method: "GET", path, purpose }), purpose));
  };
  return {
    subscriptions,
    outputs: () => outputs(connection),
    who: () => whoWeAre(connection),
    subscribe: async (extension) => {
      const path = ["orgs", connection.oid, "subscription", "extension", extension];
      const purpose = `subscribe to ${connection.say(extension)}`;
      try {
        await connection.send({ method: "POST", path, form: {}, purpose });
      } catch (error) {
        if (!leavesOpen(error) || !(await isIn(subscriptions(), extension))) throw error;
      }
    },
  };
}

/** `{"<oid>": {"<name>": {…}}}` (reference: API, section 11). Without the permission to list them nobody knows. */
async function outputs(connection: Connection): Promise<ReadonlySet<string> | undefined> {
  const purpose = "list the outputs";
  try {
    const answer = await connection.sendForObject({
      method: "GET",
      path: ["outputs", connection.oid],
      purpose,
    });
    const named = answer[connection.oid] ?? {};
    if (isJsonObject(named)) return new Set(Object.keys(named));
  } catch (error) {
    if (error instanceof LimaCharlieError && error.kind === "permission") return undefined;
    throw error;
  }
  throw new LimaCharlieError(`Cannot ${purpose}: the answer has an unknown form`, { kind: "unreadable" });
}

const isIn = async (names: Promise<ReadonlySet<string>>, name: string): Promise<boolean> =>
  (await names.catch(() => new Set<string>())).has(name);

/** An object whose keys are the names (clients iterate over them), or a list of names or named objects (reference: API, 3.1). */
function readNames(answer: Json, purpose: string): readonly string[] {
  if (isJsonObject(answer)) return Object.keys(answer);
  const names = Array.isArray(answer) ? answer.map(nameOf) : [undefined];
  if (names.every((name) => name !== undefined)) return names;
  throw new LimaCharlieError(`Cannot ${purpose}: the answer has an unknown form`, { kind: "unreadable" });
}

function nameOf(item: Json): string | undefined {
  const name = isJsonObject(item) ? item["name"] : item;
  return typeof name === "string" && name !== "" ? name : undefined;
}
