/**
 * Hives whose data the sandbox keeps as it comes, with the beginning of their permissions. The names are those that the official clients
 * list and synchronise (seen in the Python client); the permissions of the first two are documented (reference: API, 6.9), the rest inferred.
 */
export const plainHives = {
  extension_config: "ext.conf",
  org_notes: "org_notes",
  playbook: "playbook",
  sop: "sop",
  note: "note",
  model: "model",
  ai_agent: "ai_agent",
  ai_skill: "ai_skill",
  ai_memory: "ai_memory",
  acl: "acl",
  cloudsec_provider: "cloudsec_provider",
  cloudsec_policy: "cloudsec_policy",
  cloudsec_query: "cloudsec_query",
  cloudsec_code_rule: "cloudsec_code_rule",
  mailsec_provider: "mailsec_provider",
  mailsec_policy: "mailsec_policy",
  "dr-mail": "dr_mail",
} as const;

export type PlainHive = keyof typeof plainHives;

/** The permissions of a hive with verbs of its own, all of which begin alike (reference: API, 6.9). */
export const hiveVerbs = ["get", "get.mtd", "set", "set.mtd", "del", "del.mtd"] as const;
