const lines = new Map<string, Promise<unknown>>();

/** Runs what is given for a place when everything given for it before has ended: Git refuses two fetches at once in one repository. */
export function oneAtATime<T>(place: string, act: () => Promise<T>): Promise<T> {
  const before = lines.get(place) ?? Promise.resolve();
  const result = before.then(act, act);
  lines.set(place, result);
  return result;
}
