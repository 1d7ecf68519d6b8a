import { expect, it } from "vitest";
import { checkNode } from "../../../src/core/doctor/checks/node.js";

it.each([
  ["20.19.0", "ok"],
  ["20.19.4", "ok"],
  ["20.18.9", "error"],
  ["24.0.0", "ok"],
  ["20", "error"],
  ["18.99.99", "error"],
])("Node %s is %s", (nodeVersion, severity) => {
  expect(JSON.stringify(checkNode({ nodeVersion }))).toContain(`"${severity}"`);
});
