import type { Json } from "../../core/model/json.js";
import { classify } from "./classify.js";
import { errorIn, openEnvelope } from "./envelope.js";
import { LimaCharlieError } from "./errors.js";
import { parseJson } from "./parse-json.js";
import { rateLimitOf } from "./rate-limit.js";
import type { Mishap } from "./repeat.js";
import type { WireHeaders, WireResult } from "./wire.js";

/** An answer as it came, with its body read as JSON where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: WireHeaders;
  /** The value; absent for a body that is not JSON. */
  readonly json?: { readonly value: Json };
  /**
   * The beginning of the body, or what it is when it is no text for a person. Unsafe to print as it is. Empty for JSON of a success,
   * of which nobody prints it: it would keep a body of hundreds of megabytes alive.
   */
  readonly excerpt: string;
}

/** Far more than is ever printed, so that a secret cut in half at its end cannot reach a message. */
const excerptLength = 65_536;

/** Reads an answer's body. Never throws. */
export function readAnswer(result: Extract<WireResult, { what: "answer" }>): Answer {
  const { status, headers, text } = result;
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") {
    return { status, headers, excerpt: "a compressed body that was not asked for" };
  }
  if (text === undefined) return { status, headers, excerpt: "a body that is not text" };
  const value = parseJson(text);
  if (value === undefined) return { status, headers, excerpt: describeText(text) };
  return { status, headers, json: { value }, excerpt: isSuccess(status) ? "" : describeText(text) };
}

function describeText(text: string): string {
  if (text.trim() === "") return "an empty body";
  const page = /^\s{0,100}<(?:!doctype|html|\?xml|head|body)/i.test(text);
  return page ? "an HTML page" : text.slice(0, excerptLength);
}

/** True for an answer that says success by its status and carries JSON without an error text. */
export function succeeded(answer: Answer): answer is Answer & { json: { value: Json } } {
  return isSuccess(answer.status) && answer.json !== undefined && errorIn(answer.json.value) === "";
}

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** What an attempt that did not succeed comes to: for the decision to repeat, and as the error to throw. */
export interface Failure {
  readonly mishap: Mishap;
  readonly error: LimaCharlieError;
}

/** `say` makes text safe to print; `purpose` completes "Cannot …". */
export interface FailureContext {
  readonly purpose: string;
  readonly say: (text: string) => string;
}

/** Names the failure of a request whose connection or answer was of no use. */
export function failureOf(
  result: Exclude<WireResult, { what: "answer" }> | Answer,
  context: FailureContext,
): Failure {
  if (!("what" in result)) return failureOfAnswer(result, context);
  const cannot = `Cannot ${context.purpose}`;
  switch (result.what) {
    case "not-connected":
      return {
        mishap: { what: "not-connected" },
        error: new LimaCharlieError(`${cannot}: ${result.detail}`, { kind: "unreachable" }),
      };
    case "timeout":
    case "broken":
      return {
        mishap: { what: result.what === "timeout" ? "timed-out" : "lost" },
        error: new LimaCharlieError(`${cannot}: ${result.detail}`, {
          kind: result.what === "timeout" ? "timeout" : "unreachable",
        }),
      };
    default:
      return unreadable(result.status, `${cannot}: the answer is larger than we take`);
  }
}

function failureOfAnswer(answer: Answer, { purpose, say }: FailureContext): Failure {
  const { status, json, excerpt } = answer;
  if (isSuccess(status) && json === undefined) {
    return unreadable(status, `Cannot ${purpose}: HTTP ${status} with ${say(excerpt)} instead of JSON`);
  }
  const text = errorText(answer);
  const classified = classify(status, text);
  const again = json !== undefined && openEnvelope(json.value).retry && classified.kind === "invalid";
  const kind = again ? "server" : classified.kind;
  const { permission } = classified;
  const lacking = permission === undefined ? "" : ` (the credential lacks the permission ${permission})`;
  return {
    mishap: { what: "answer", kind, waitMs: rateLimitOf(answer).waitMs },
    error: new LimaCharlieError(`Cannot ${purpose}: HTTP ${status}, ${say(text)}${lacking}`, {
      kind,
      status,
      permission,
    }),
  };
}

/** The service's own words: the `error` member, else the body as it is. Unsafe to print as it is. */
function errorText(answer: Answer): string {
  return (answer.json && errorIn(answer.json.value)) || answer.excerpt;
}

/** A failure by an answer that is not what was asked for. */
function unreadable(status: number, message: string): Failure {
  return {
    mishap: { what: "answer", kind: "unreadable" },
    error: new LimaCharlieError(message, { kind: "unreadable", status }),
  };
}
