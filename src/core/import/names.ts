const longest = 48;

/** A task name made of any text: lower-case letters, digits, `-` and `_`, 1 to 48 of them. */
export function nameFrom(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "-")
    .slice(0, longest)
    .replace(/^[-_]+|[-_]+$/g, "");
  return plain === "" || plain === "none" ? `imported${plain === "" ? "" : `-${plain}`}` : plain;
}

/** The name, or with a number after it, that is not taken yet; it is taken from then on. */
export function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
  taken.add(name);
  return name;
}
