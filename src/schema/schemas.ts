import type { Static } from "typebox";
import { config } from "./config.js";
import { doctor } from "./doctor.js";
import { drRule } from "./dr-rule.js";
import { drift } from "./drift.js";
import { fleet } from "./fleet.js";
import { ledger } from "./ledger.js";
import { organization } from "./organization.js";
import { plan } from "./plan.js";
import { rules } from "./rules.js";
import { status } from "./status.js";
import { task } from "./task.js";
import { taskForEditors } from "./task-for-editors.js";
import { validation } from "./validation.js";

/** Every schema by its name. */
export const schemas = {
  config,
  doctor,
  "dr-rule": drRule,
  drift,
  fleet,
  ledger,
  organization,
  plan,
  rules,
  status,
  task,
  validation,
};

/** The schemas as `schemas/` has them, for editors and other programs. */
export const published = { ...schemas, task: taskForEditors };

/** The data that each schema accepts. */
export type Shapes = { readonly [name in keyof typeof schemas]: Static<(typeof schemas)[name]> };
