import {
  completionMarker,
  denyTree,
  legacyName,
  managedElsewhere,
  notPersistent,
  outputLimit,
} from "./by-name.js";
import {
  dataLeavesHost,
  destructive,
  noReceipt,
  notIdempotent,
  oldSensors,
  unverified,
} from "./catalogue-facts.js";
import type { CommandCheck } from "./check.js";
import { conflict, noSubject, silentOff } from "./combinations.js";
import { lateProcess } from "./late-process.js";
import { missingArgument, missingValue, notConfirmed } from "./missing-argument.js";
import { selfKilling } from "./self-killing.js";
import { platform, unheardAnswer } from "./targets.js";
import { badValue, hexadecimalSize, registryRoot, repeatedFlag } from "./values.js";
import { backslash, comment, help, surplusWord, template, unknownFlag } from "./line.js";

/** Everything the linter looks for: first what keeps the line from running, then by damage (reference: commands, section 5). */
export const commandChecks: readonly CommandCheck[] = [
  missingArgument,
  missingValue,
  notConfirmed,
  selfKilling,
  lateProcess,
  notPersistent,
  silentOff,
  oldSensors,
  denyTree,
  managedElsewhere,
  comment,
  backslash,
  template,
  unknownFlag,
  surplusWord,
  badValue,
  hexadecimalSize,
  repeatedFlag,
  conflict,
  noSubject,
  registryRoot,
  platform,
  unheardAnswer,
  noReceipt,
  unverified,
  dataLeavesHost,
  destructive,
  notIdempotent,
  outputLimit,
  completionMarker,
  legacyName,
  help,
];
