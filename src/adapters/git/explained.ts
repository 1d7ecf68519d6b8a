/** What Git complained about, in one line and without what a remote's address may carry: a user, a password, a token. */
export function explained(error: unknown): string {
  const text = String(error)
    .replace(/^\w*Error: /, "")
    .trim();
  return /spawn git\b.*ENOENT/.test(text) ? "git is not installed" : withoutCredentials(text);
}

const withoutCredentials = (text: string): string =>
  text.replace(/\/\/[^\s/]*@/g, "//").replace(/\s*\n\s*/g, "; ");
