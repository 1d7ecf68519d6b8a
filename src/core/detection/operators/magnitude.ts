import type { Json, JsonObject } from "../../model/json.js";
import type { Operation } from "../compiled-node.js";
import { parseEventPath } from "../event-path.js";
import { type ExpectedValue, parseExpected } from "../expected.js";
import { leafOperation, type ValueTest } from "../leaf.js";
import { boolean, numeric } from "../parameter-types.js";
import { optional, type Parameter, required } from "../parameter.js";
import { isMap } from "../scene.js";
import { utf8Bytes } from "../utf8.js";
import { anyOf, Uncertain, type Verdict } from "../verdict.js";
import { pathParameter } from "./shared.js";

/** The parameters of `is greater than` and `is lower than`. */
export const magnitudeParameters: readonly Parameter[] = [
  pathParameter,
  required("value", numeric, "the number; '<<path>>' and '[[variable]]' stand for other values"),
  optional("length of", boolean, "compare the length of the text or list at the path", { default: false }),
];

interface Magnitude {
  readonly raw: JsonObject;
  /** `greater than`. */
  readonly relation: string;
  readonly test: (value: number, wanted: number) => boolean;
}

/** The operation of an operator that compares numbers; strictly, the value of the record on the left. */
export function magnitude({ raw, relation, test }: Magnitude): Operation {
  const expected = parseExpected(raw["value"] as Json);
  const sizesOf = raw["length of"] === true ? lengthsOf : numbersOf;
  const subject = raw["length of"] === true ? "has a length" : "is";
  const build = (values: readonly ExpectedValue[]): ValueTest => {
    const wanted = values.flatMap(wantedNumber);
    return (value) => anyOf(wanted, (one) => compare(sizesOf(value), one, test));
  };
  return leafOperation({
    path: parseEventPath(raw["path"] as string),
    wording: () => ({
      does: `${subject} ${relation} ${expected.text()}`,
      doesNot: `${subject} not ${relation} ${expected.text()}`,
    }),
    prepare: (scene) => build(expected.resolve(scene)),
    takesLists: raw["length of"] === true,
  });
}

/** A number that a value may stand for, and what is open about it. */
interface Size {
  readonly number: number;
  readonly doubt: Uncertain | undefined;
}

const asNumber = new Uncertain("whether text is read as a number is not documented");

/** A number; of numeric text it is open. Values of variables are always texts, so they are read. */
function numbersOf(value: Json): Size[] {
  if (typeof value === "number") return [{ number: value, doubt: undefined }];
  if (typeof value !== "string" || value.trim() === "" || Number.isNaN(Number(value))) return [];
  return [{ number: Number(value), doubt: asNumber }];
}

const unit = new Uncertain(
  "whether the length of text beyond ASCII counts bytes or characters is not documented",
);

function lengthsOf(value: Json): Size[] {
  if (Array.isArray(value)) return [{ number: value.length, doubt: undefined }];
  if (isMap(value)) return [{ number: Object.keys(value).length, doubt: undefined }];
  if (typeof value !== "string") return [];
  const characters = Array.from(value).length;
  const bytes = utf8Bytes(value).length;
  if (characters === bytes) return [{ number: bytes, doubt: undefined }];
  return [characters, bytes].map((number) => ({ number, doubt: unit }));
}

function wantedNumber({ value, doubt }: ExpectedValue): Size[] {
  const open = doubt && new Uncertain(doubt.reason, doubt.lean);
  return numbersOf(value).map((size) => ({ number: size.number, doubt: open }));
}

/** All readings of a value must agree for a certain answer. */
function compare(sizes: readonly Size[], wanted: Size, test: Magnitude["test"]): Verdict {
  const passing = sizes.filter(({ number }) => test(number, wanted.number));
  const [first] = passing;
  if (!first) return false;
  if (wanted.doubt) return wanted.doubt;
  const agreed = passing.length === sizes.length && sizes.length > 1;
  return agreed ? true : (first.doubt ?? true);
}
