import { isJsonObject, type Json, type JsonObject } from "../core/model/json.js";

/** What goes back over the wire. `body` is the exact text. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer thrown from inside a handler: the request is refused and nothing more is done. */
export class Refusal extends Error {
  readonly answer: Answer;
  /** The text of its `error` member. */
  readonly reason: string;
  constructor(answer: Answer, reason: string) {
    super(`refused with ${answer.status}`);
    this.name = "Refusal";
    this.answer = answer;
    this.reason = reason;
  }
}

/** An answer with a JSON body. */
export function jsonAnswer(
  status: number,
  value: Json,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers: { "Content-Type": "application/json", ...headers }, body: wireJson(value) };
}

/** Success is always 200: the official Go client takes nothing else (reference: API, 2.2). */
export function ok(value: Json): Answer {
  return jsonAnswer(200, value);
}

/** A refusal in the plain form `{"error": text}` (reference: API, 2.2). */
export function refuse(
  status: number,
  error: string,
  headers: Readonly<Record<string, string>> = {},
): Refusal {
  return new Refusal(jsonAnswer(status, { error }, headers), error);
}

/** A refusal in the form of the hive and extension gateways: `{"data":{},"error":text,"retry":bool}` (reference: API, 2.2). */
export function gatewayRefuse(status: number, error: string, retry = false): Refusal {
  return new Refusal(jsonAnswer(status, { data: {}, error, retry }), error);
}

/** The answer to what was thrown: a refusal is one; anything else is a defect of the sandbox, a 500 that says so. */
export function answerTo(thrown: unknown): Answer {
  if (thrown instanceof Refusal) return thrown.answer;
  return jsonAnswer(500, { error: `internal error of the sandbox: ${String(thrown)}` });
}

/** The reply of an extension: its data in the gateway's envelope (reference: API, 3.4). */
export function enveloped(data: Json): JsonObject {
  return { data, error: "", retry: false };
}

/** JSON text whose numbers have no exponents: the official Go client cannot read them (reference: API, 2.2). */
export function wireJson(value: Json): string {
  if (typeof value === "number") return spellNumber(value);
  const text = JSON.stringify(value);
  return /[:,[]-?\d(\.\d+)?e[+-]\d/.test(text) ? spell(value) : text;
}

function spell(value: Json): string {
  if (typeof value === "number") return spellNumber(value);
  if (Array.isArray(value)) return `[${value.map(spell).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${spell(member)}`).join(",")}}`;
}

/** Moves the point by hand: `1.5e-7` is `0.00000015`, `1e+21` is a one and 21 zeros. */
function spellNumber(value: number): string {
  const text = JSON.stringify(value);
  const [, sign = "", whole = "", fraction = "", exponent = ""] = /^(-?)(\d)\.?(\d*)e(.*)$/.exec(text) ?? [];
  if (exponent === "") return text;
  const digits = whole + fraction;
  const shift = Number(exponent);
  return sign + (shift < 0 ? `0.${"0".repeat(-shift - 1)}${digits}` : digits.padEnd(shift + 1, "0"));
}
