/**
 * The same function for texts, which does not work again what it worked out lately. It keeps the results of at most `most` texts;
 * they are shared, so they have to be data that nobody changes.
 */
export function remembered<T>(most: number, of: (text: string) => T): (text: string) => T {
  let recent = new Map<string, T>();
  let older = new Map<string, T>();
  return (text) => {
    const known = recent.get(text) ?? older.get(text);
    const result = known === undefined ? of(text) : known;
    if (!recent.has(text)) {
      if (recent.size * 2 >= most) [older, recent] = [recent, new Map()];
      recent.set(text, result);
    }
    return result;
  };
}
