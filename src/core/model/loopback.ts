/** True for the host of an address that is this machine, so that nothing travels over a network. As `URL` writes it: numbers in full, lower case. */
export function isLoopbackHost(hostname: string): boolean {
  if (hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]") return true;
  return /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
