/** How a list is gone through. */
export interface InParallel<I, T> {
  readonly items: readonly I[];
  /** Most items under way at a time, at least 1. */
  readonly parallel: number;
  /** Must not reject: the others would go on with nobody waiting for them. */
  readonly act: (item: I) => Promise<T>;
  /** Gets every result in the order of the items, each as soon as all before it are there. */
  readonly tell: (result: T) => void;
}

/** Does something with each item, several at a time. A result is kept only until it is told. */
export async function inParallel<I, T>({ items, parallel, act, tell }: InParallel<I, T>): Promise<void> {
  const waiting = new Map<number, T>();
  const rest = items.entries();
  let told = 0;
  const worker = async (): Promise<void> => {
    for (const [index, item] of rest) {
      waiting.set(index, await act(item));
      for (const [at, result] of inTurn(waiting, told)) {
        told = at + 1;
        waiting.delete(at);
        tell(result);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, worker));
}

/** The results from an index on, up to the first that is missing. */
function* inTurn<T>(waiting: ReadonlyMap<number, T>, from: number): Generator<readonly [number, T]> {
  for (let at = from; waiting.has(at); at += 1) yield [at, waiting.get(at) as T];
}
