/** A rule as its detections and errors name it. */
export interface RuleIdentity {
  readonly hive: "dr-general" | "dr-managed";
  readonly name: string;
  /** Who saved it last. */
  readonly author: string;
  readonly tags: readonly string[];
}
