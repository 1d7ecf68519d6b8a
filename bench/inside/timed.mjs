/** Does it and returns how much processor time that took in milliseconds, and what came of it. */
export function timed(work) {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1000, value };
}
