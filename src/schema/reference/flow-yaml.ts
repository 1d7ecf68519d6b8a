/** A JSON value as YAML on one line. */
export function flowYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowYaml).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([key, member]) => `${text(key)}: ${flowYaml(member)}`);
    return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  }
  return typeof value === "string" ? text(value) : JSON.stringify(value);
}

/** Plain where that cannot be read as anything else, in quotes otherwise. */
function text(value: string): string {
  const isPlain = /^(?:[a-z][\w./-]*(?: [\w./-]+)*|\d+[smhd])$/i.test(value);
  return isPlain && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(value) ? value : JSON.stringify(value);
}
