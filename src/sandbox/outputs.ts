/** Where outputs can send (reference: API, section 11: the names that official clients use). */
export const modules: ReadonlySet<string> = new Set([
  "s3",
  "gcs",
  "pubsub",
  "bigquery",
  "scp",
  "sftp",
  "slack",
  "syslog",
  "webhook",
  "webhook_bulk",
  "smtp",
  "humio",
  "kafka",
  "azure_storage_blob",
  "azure_event_hub",
  "elastic",
  "tines",
  "torq",
  "datadog",
  "opensearch",
  "websocket",
  "telegram",
  "ms_teams",
  "live_stream",
]);

/** What outputs can send; `tailored` is what rules name (reference: API, 9.1). */
export const streams: ReadonlySet<string> = new Set([
  "event",
  "detect",
  "audit",
  "deployment",
  "artifact",
  "tailored",
  "billing",
]);
