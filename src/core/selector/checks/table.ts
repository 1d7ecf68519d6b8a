import { adapters } from "./adapters.js";
import type { SelectorCheck } from "./check.js";
import { fleetWide } from "./fleet-wide.js";
import { doubledBackslash, invalidPattern } from "./pattern.js";
import { notTaskable, platformName } from "./platform-name.js";
import { typeMismatch } from "./type-mismatch.js";
import { unknownField } from "./unknown-field.js";
import { unreadableValue } from "./unreadable-value.js";

/** Everything the linter looks for, errors first. */
export const selectorChecks: readonly SelectorCheck[] = [
  unknownField,
  typeMismatch,
  unreadableValue,
  invalidPattern,
  fleetWide,
  adapters,
  platformName,
  notTaskable,
  doubledBackslash,
];
