import type { Identity } from "../../core/model/identity.js";
import { isJsonObject, type Json } from "../../core/model/json.js";
import type { Connection } from "./connection.js";
import { type ErrorKind, LimaCharlieError } from "./errors.js";

/** Gets a token, then asks who it stands for. What goes wrong is part of the answer; only a defect of ours is thrown. */
export async function whoWeAre(connection: Connection): Promise<Identity> {
  try {
    await connection.ready(connection.timeouts.requestMs);
  } catch (error) {
    return unknown("token", error);
  }
  try {
    return readWho(await connection.send({ method: "GET", path: ["who"], purpose }), connection);
  } catch (error) {
    return unknown("who", error);
  }
}

const purpose = "ask who the key is";

/** Organization keys: `orgs`, `perms`, `ident`. Users: `user_perms` by organization (reference: API, 1.3). */
function readWho(answer: Json, { oid, say }: Connection): Identity {
  if (!isJsonObject(answer)) throw unreadable();
  const { ident, user_perms: ofUser, perms } = answer;
  const permissions = isJsonObject(ofUser) ? (ofUser[oid] ?? []) : perms;
  if (!Array.isArray(permissions) || !permissions.every((each: Json) => typeof each === "string"))
    throw unreadable();
  return {
    known: true,
    name: typeof ident === "string" && ident !== "" ? say(ident) : "without a name",
    isUser: isJsonObject(ofUser),
    permissions: permissions.map((each) => say(each)),
  };
}

const unreadable = (): LimaCharlieError =>
  new LimaCharlieError(`Cannot ${purpose}: the answer has an unknown form`, { kind: "unreadable" });

const refusing: readonly ErrorKind[] = [
  "unauthorized",
  "permission",
  "not-found",
  "not-subscribed",
  "invalid",
];

function unknown(at: "token" | "who", error: unknown): Identity {
  if (!(error instanceof LimaCharlieError)) throw error;
  const { kind, message: reason } = error;
  const why = refusing.includes(kind) ? "refused" : kind === "unreadable" ? "unreadable" : "unreachable";
  return { known: false, at, why, reason };
}
