import { adapters } from "./adapters.js";
import type { SelectorCheck } from "./check.js";
import { fleetWide } from "./fleet-wide.js";
import { doubledBackslash, invalidPattern } from "./pattern.js";
import { notTaskable, platformName } from "./platform-name.js";
import { typeMismatch } from "./type-mismatch.js";
import { undocumented } from "./undocumented.js";
import { unknownField } from "./unknown-field.js";
import { unreadableValue } from "./unreadable-value.js";
import {
  alwaysTrue,
  droppedSlash,
  exactMoment,
  keywordValue,
  malformedId,
  partOfName,
  placeholder,
  textAlone,
} from "./values.js";

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
  droppedSlash,
  textAlone,
  alwaysTrue,
  keywordValue,
  placeholder,
  malformedId,
  partOfName,
  exactMoment,
  undocumented,
];
