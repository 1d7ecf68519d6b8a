import type { Comparison, CompareOperator, Quantified, SelectorExpression, StateTest } from "./expression.js";

/** A selector as a sentence's end: "sensors " and this. */
export function selectorInWords(expression: SelectorExpression): string {
  switch (expression.kind) {
    case "everything":
      return "of the whole organization, adapters included";
    case "and":
    case "or":
      return expression.operands.map(operandInWords).join(expression.kind === "and" ? ", and " : ", or ");
    case "not":
      return `not (${selectorInWords(expression.operand)})`;
    case "compare":
      return comparisonInWords(expression);
    case "state":
      return stateInWords(expression);
    case "collection":
      return collectionInWords(expression);
  }
}

/** A chain inside another one is set apart: the comma does not tell which binds tighter. */
function operandInWords(operand: SelectorExpression): string {
  const words = selectorInWords(operand);
  return operand.kind === "and" || operand.kind === "or" ? `(${words})` : words;
}

const fieldWords: { readonly [field: string]: string } = {
  plat: "platform",
  ext_plat: "reported platform",
  arch: "architecture",
  alive: "last connection",
  enroll: "enrollment",
  int_ip: "internal address",
  ext_ip: "external address",
  mac_addr: "MAC address",
  sid: "id",
  oid: "organization",
  iid: "installation key",
  did: "device id",
};

const named = (path: readonly string[]): string => {
  const name = path.join(".");
  return Object.hasOwn(fieldWords, name) ? (fieldWords[name] as string) : name;
};

function comparisonInWords({ field, operator, value }: Comparison): string {
  if (field.path.join(".") === "tags") return `${tagWords[operator]} ${value.text}`;
  if (value.quote === "implied") return `that are ${named(field.path)}`;
  return `whose ${named(field.path)} ${operatorWords[operator]} ${value.text}`;
}

const operatorWords: { readonly [operator in CompareOperator]: string } = {
  "==": "is",
  "!=": "is not",
  in: "contains",
  "not in": "does not contain",
  contains: "contains",
  "not contains": "does not contain",
  matches: "matches the pattern",
  "not matches": "does not match the pattern",
};

const tagWords: { readonly [operator in CompareOperator]: string } = {
  "==": "whose tags are",
  "!=": "whose tags are not",
  in: "with the tag",
  "not in": "without the tag",
  contains: "with the tag",
  "not contains": "without the tag",
  matches: "with tags that match the pattern",
  "not matches": "with tags that do not match the pattern",
};

function stateInWords({ field, state, negated }: StateTest): string {
  const absent = state === "empty" ? "empty" : "missing";
  return `whose ${named(field.path)} is ${negated ? "not " : ""}${absent}`;
}

function collectionInWords({ quantifier, field, body, binding }: Quantified): string {
  const element = binding.only ?? binding.value ?? binding.index ?? "element";
  const which = quantifier === "any" ? "at least one" : "every one";
  return `where ${which} of ${named(field.path)}, called ${element}, meets: ${selectorInWords(body)}`;
}
