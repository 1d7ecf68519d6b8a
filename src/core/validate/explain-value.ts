import { nearestName } from "../model/nearest.js";
import { inOneUnit } from "./one-unit.js";
import { listed, quoted, shown, yamlLine } from "./describe.js";
import { type Explanation, type Mistake, nameOf } from "./mistake.js";

/** Text that does not match its pattern; editors say the same, from the schema. */
export function explainForm(mistake: Mistake): Explanation {
  const { path, source, member, error, schema } = mistake;
  const fix = sentence(schema.patternErrorMessage);
  if (member !== undefined) {
    return {
      about: "value",
      message: `Cannot use the key ${quoted(member)} in ${nameOf(mistake)}: it does not have the right form`,
      fix,
      at: source.key([...path, member]),
    };
  }
  const written = String(error.data);
  const same = isDuration(mistake) ? inOneUnit(written) : undefined;
  return {
    about: "value",
    message: `Cannot use ${shown(error.data, path)} as ${nameOf(mistake)}: it does not have the right form`,
    fix: same === undefined ? fix : `${fix}; ${written} is ${same}`,
    at: source.value(path),
  };
}

const isDuration = ({ schema }: Mistake): boolean => schema.pattern.includes("[smhd]");

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Something else than the few values that are allowed. */
export function explainOther(mistake: Mistake): Explanation {
  const { path, source, error, schema } = mistake;
  const allowed = (schema.enum ?? [schema.const]).map(String);
  const near = typeof error.data === "string" ? nearestName(error.data, allowed) : undefined;
  return {
    about: "value",
    message: `Cannot use ${shown(error.data, path)} as ${nameOf(mistake)}: it can only be ${listed(allowed, "or")}`,
    fix: schema.const === true ? "Write true, or remove the line" : `Write ${near ?? listed(allowed, "or")}`,
    at: source.value(path),
  };
}

/** The same item twice in a list. */
export function explainRepeated(mistake: Mistake): Explanation {
  const { path, source, error } = mistake;
  const index = Math.max(Number(error.params["i"]), Number(error.params["j"]));
  const items: readonly unknown[] = [error.data].flat();
  return {
    about: "value",
    message: `Cannot list ${shown(items[index], [...path, index])} twice in ${nameOf(mistake)}`,
    fix: "Remove one of the two",
    at: source.value([...path, index]),
  };
}

/** A number below the least or above the most. */
export function explainRange(mistake: Mistake): Explanation {
  const { path, source, error } = mistake;
  const limit = String(error.params["limit"]);
  const least = error.keyword === "minimum";
  return {
    about: "value",
    message: `Cannot use ${shown(error.data, path)} as ${nameOf(mistake)}: the ${least ? "least" : "most"} is ${limit}`,
    fix: `Write ${limit} or ${least ? "more" : "less"}`,
    at: source.value(path),
  };
}

/** A list, a mapping or a text with nothing in it. */
export function explainEmpty(mistake: Mistake): Explanation {
  const { path, source, schema } = mistake;
  const [example] = schema.examples ?? [];
  return {
    about: "value",
    message: `Cannot use ${nameOf(mistake)}: it is empty`,
    fix:
      example === undefined
        ? "Write a value, or remove it"
        : `Write for example: ${yamlLine(String(path.at(-1)), example)}`,
    at: source.value(path),
  };
}
