import { listed, quoted, yamlLine } from "./describe.js";
import { type Explanation, knownKeys, meantKey, type Mistake, nameOf } from "./mistake.js";

/** A key that the schema does not know, with the one that was probably meant. */
export function explainKey(mistake: Mistake): Explanation {
  const { path, source } = mistake;
  const member = String(mistake.member);
  const meant = meantKey(mistake);
  return {
    about: "unknownKey",
    message: `Cannot use the key ${quoted(member)}: ${nameOf(mistake)} has no such key`,
    fix:
      meant === undefined
        ? `Remove it; the keys are ${listed(knownKeys(mistake))}`
        : `Write ${quoted(meant)} if that is meant, else remove it`,
    at: source.key([...path, member]),
  };
}

/** A key that has to be there. */
export function explainMissing(mistake: Mistake): Explanation {
  const { path, source } = mistake;
  const member = String(mistake.member);
  return {
    about: "missingKey",
    message: `Cannot read ${nameOf(mistake)}: ${quoted(member)} is missing`,
    fix: `Add it, for example: ${yamlLine(member, mistake.schema.properties[member]?.examples?.[0])}`,
    at: source.value(path),
  };
}
