import type { RuleCheck } from "./check.js";
import { remarksOn } from "./remarks.js";

/** A negated class of addresses, which also matches rubbish. */
export const negatedAddress: RuleCheck = {
  check: "rule/negated-address",
  severities: ["warning"],
  about:
    "Public and private are no opposites: loopback, link-local and text that is no address are neither. Their negation matches all of them.",
  part: "detect",
  run: ({ places }) =>
    remarksOn(
      places,
      ({ node }) => node.negated && /^is (public|private) .*address$/.test(node.op),
      ({ node }) => ({
        severity: "warning",
        message: `not ${node.op.replace("is ", "a ")} includes loopback, link-local and text that is no address`,
        fix: `write op: ${node.op.includes("public") ? node.op.replace("public", "private") : node.op.replace("private", "public")} without not, if that is meant`,
        at: [...node.at, "not"],
      }),
    ),
};
