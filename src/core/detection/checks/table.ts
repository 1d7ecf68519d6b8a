import type { RuleCheck } from "./check.js";
import { answerLoop } from "./answer-loop.js";
import { artifactOperator } from "./artifact-operator.js";
import { bareSelector } from "./bare-selector.js";
import { commandTemplate } from "./command-template.js";
import { crossElement } from "./cross-element.js";
import { detectionLoop } from "./detection-loop.js";
import { emptyValue } from "./empty-value.js";
import { eventName } from "./event-name.js";
import { idleModifier } from "./idle-modifier.js";
import { investigationId } from "./investigation-id.js";
import { legacyAction } from "./legacy-action.js";
import { listNumber } from "./list-number.js";
import { longWait } from "./long-wait.js";
import { matchesCase } from "./matches-case.js";
import { negatedAbsence } from "./negated-absence.js";
import { negatedAddress } from "./negated-address.js";
import { nestedEventNot } from "./nested-event-not.js";
import { noEvent } from "./no-event.js";
import { pathRoot } from "./path-root.js";
import { receiptError } from "./receipt-error.js";
import { reportTemplate } from "./report-template.js";
import { scanMarker } from "./scan-marker.js";
import { statefulNot } from "./stateful-not.js";
import { templateFunction } from "./template-function.js";
import { testEvent } from "./test-event.js";
import { unboundedVariable } from "./unbounded-variable.js";
import { vacuousTest } from "./vacuous-test.js";
import { valueType } from "./value-type.js";
import { wildcardCost } from "./wildcard-cost.js";

/** Everything the linter looks for, errors first. */
export const ruleChecks: readonly RuleCheck[] = [
  detectionLoop,
  bareSelector,
  negatedAbsence,
  crossElement,
  valueType,
  eventName,
  pathRoot,
  idleModifier,
  emptyValue,
  matchesCase,
  negatedAddress,
  nestedEventNot,
  statefulNot,
  investigationId,
  receiptError,
  scanMarker,
  listNumber,
  artifactOperator,
  reportTemplate,
  templateFunction,
  commandTemplate,
  answerLoop,
  unboundedVariable,
  longWait,
  legacyAction,
  vacuousTest,
  testEvent,
  wildcardCost,
  noEvent,
];
