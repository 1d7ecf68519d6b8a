import type { IssueCounts, TaskRequest } from "../core/model/ledger.js";
import type { TaskId } from "../core/model/queue.js";

/**
 * What became of a `task` request.
 * `accepted`: the service took it. `refused`: the service said no and says why.
 * `unsent`: it provably was not accepted (connection refused, gateway 429) and may be sent again after `retryAfterMs`.
 * `withheld`: it was not sent, because the last look before it forbade it.
 * `ambiguous`: anything else; it may have been accepted.
 */
export type TaskingAnswer =
  | { readonly kind: "accepted"; readonly taskId: TaskId; readonly counts: IssueCounts }
  | { readonly kind: "refused" | "withheld"; readonly message: string }
  | { readonly kind: "unsent"; readonly message: string; readonly retryAfterMs: number }
  | { readonly kind: "ambiguous"; readonly message: string };

/** What became of an `untask` request; it is safe to repeat. */
export type UntaskAnswer =
  | { readonly kind: "deleted"; readonly deleted: number }
  | { readonly kind: "failed"; readonly message: string };

/** Issuing and cancelling. Only `apply` gets it. */
export interface Tasking {
  /** Signs in where that is due, so that nothing lies between the last look at the lease and a request. Throws when it cannot. */
  ready(): Promise<void>;
  /**
   * Sends one request, once. `whyNot` is asked last, when all that could take time is behind: what it says keeps the request back.
   * Never throws for an answer or a broken connection: those are kinds.
   */
  task(request: TaskRequest, whyNot: () => string | undefined): Promise<TaskingAnswer>;
  /** Deletes what is pending under one task id on all sensors. */
  untask(taskId: TaskId): Promise<UntaskAnswer>;
}
