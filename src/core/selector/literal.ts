/** A literal: back-ticks where they can hold the text, else double quotes with Go's escapes. */
export function quote(text: string): string {
  return /[`\r]/.test(text) ? `"${text.replaceAll(/["\\\u0000-\u001f]/g, escapeCharacter)}"` : `\`${text}\``;
}

/** A double quote is written as `\x22`: go-bexpr ends the literal at the first one, escaped or not. */
function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0);
  return character === "\\" ? "\\\\" : `\\x${code.toString(16).padStart(2, "0")}`;
}
