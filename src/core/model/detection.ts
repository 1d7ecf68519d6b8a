/** A detection that a rule of the organization made, as far as anybody needs it. */
export interface DetectionSeen {
  /** The rule's key, without its namespace. */
  readonly rule: string;
  /** Its category: the name of the `report` action. */
  readonly name: string;
  /** Server time, epoch milliseconds. */
  readonly atMs: number;
}

/** Detections since an instant; `isCut`: there were more than we read. */
export interface RecentDetections {
  readonly detections: readonly DetectionSeen[];
  readonly isCut: boolean;
}
