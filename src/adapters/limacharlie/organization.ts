import type { Account } from "../../ports/account.js";
import type { Clock } from "../../ports/clock.js";
import type { Detections } from "../../ports/detections.js";
import type { Events } from "../../ports/events.js";
import type { LedgerStore } from "../../ports/ledger.js";
import type { Queue } from "../../ports/queue.js";
import type { RuleHive, Rules } from "../../ports/rules.js";
import type { Sensors } from "../../ports/sensors.js";
import type { Tasking } from "../../ports/tasking.js";
import { limacharlieAccount } from "./account.js";
import { type ConnectOptions, connect } from "./connection.js";
import { limacharlieDetections } from "./detections.js";
import { isLoopbackUrl } from "./endpoints.js";
import { limacharlieEvents } from "./events.js";
import { hiveLedger } from "./ledger-hive.js";
import { limacharlieQueue } from "./queue.js";
import { limacharlieRules } from "./rules.js";
import { limacharlieSensors } from "./sensors.js";
import { serverClock } from "./server-clock.js";
import { limacharlieTasking } from "./tasking.js";

/** What is needed to reach one organization: its addresses and credentials, and the local clock. */
export interface OrganizationOptions extends Omit<ConnectOptions, "now" | "sleep"> {
  readonly local: Pick<Clock, "nowMs" | "monotonicMs" | "sleep">;
}

/** One organization behind the ports, all over one authenticated client. A world without `tasking` cannot issue. */
export interface LimaCharlieOrganization {
  /** Lower-case. */
  readonly oid: string;
  readonly queue: Queue;
  readonly tasking: Tasking;
  readonly rules: Rules;
  /** The rules of another hive. */
  rulesIn(hive: RuleHive): Rules;
  readonly sensors: Sensors;
  readonly events: Events;
  readonly detections: Detections;
  readonly account: Account;
  /** The clock of record. */
  readonly clock: Clock;
  /** Milliseconds after which a `task` request counts as lost; a lease must have more left than this. */
  readonly taskTimeoutMs: number;
  readonly hiveLedger: (project: string) => LedgerStore;
  readonly close: () => Promise<void>;
}

/** Composes the ports; nothing is sent yet. Throws a LimaCharlieError (`invalid`) for addresses or credentials that cannot be right. */
export function limacharlieOrganization(options: OrganizationOptions): LimaCharlieOrganization {
  const { local, ...rest } = options;
  const sleep = (ms: number): Promise<void> => local.sleep(ms);
  const connection = connect({ ...rest, now: () => local.nowMs(), sleep });
  const { connectMs, extensionMs } = connection.timeouts;
  return {
    oid: connection.oid,
    queue: limacharlieQueue(connection),
    tasking: limacharlieTasking(connection),
    rules: limacharlieRules(connection),
    rulesIn: (hive) => limacharlieRules(connection, hive),
    sensors: limacharlieSensors(connection),
    events: limacharlieEvents(connection),
    detections: limacharlieDetections(connection),
    account: limacharlieAccount(connection),
    clock: serverClock(connection, local),
    taskTimeoutMs: Math.max(connectMs, extensionMs),
    hiveLedger: (project) =>
      hiveLedger(connection, { project, sleep, ...(isLoopbackUrl(rest.apiUrl) ? { settleMs: 0 } : {}) }),
    close: () => connection.close(),
  };
}
