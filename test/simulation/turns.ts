import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Chance } from "../../src/sandbox/chance.js";

/** Lets several clients take turns, one request or pause at a time: who goes on is drawn whenever all of them wait. */
export interface Turns {
  /** Resolves when it is this client's turn. `what` tells its waits apart. */
  wait(client: number, what: string): Promise<void>;
  /** Goes on until all of this is over. */
  run(clients: readonly Promise<unknown>[]): Promise<void>;
}

interface Waiter {
  readonly client: number;
  readonly what: string;
  readonly go: () => void;
  /** A request is on its way while it waits; a pause is not. */
  readonly isRequest: boolean;
}

/** How likely whoever went on goes on again: a few long turns find other mistakes than many short ones. */
const persistences = [0, 0.8, 0.95, 0.98] as const;

/** Turns that follow from the drawn numbers alone. */
export function takeTurns(chance: Chance, log: (line: string) => void): Turns {
  const waiting: Waiter[] = [];
  const persistence = chance.pick(persistences);
  let last: number | undefined;
  return {
    wait: (client, what) =>
      new Promise((go) => {
        waiting.push({ client, what, go, isRequest: !what.startsWith("pause") });
      }),
    run: async (clients) => {
      const traffic = watchTraffic();
      const race = { isOver: false };
      void Promise.allSettled(clients).then(() => (race.isOver = true));
      for (;;) {
        await eventLoop();
        if (race.isOver) break;
        const requests = waiting.filter(({ isRequest }) => isRequest).length;
        if (waiting.length === 0 || traffic.underWay() > requests) continue;
        waiting.sort((a, b) => a.client - b.client || (a.what < b.what ? -1 : 1));
        const stays = chance.happens(persistence) ? waiting.findIndex(({ client }) => client === last) : -1;
        const [next] = waiting.splice(stays < 0 ? chance.below(waiting.length) : stays, 1);
        last = next?.client;
        if (next !== undefined) log(`    p${next.client} ${next.what}`);
        next?.go();
      }
      traffic.close();
      for (const { go } of waiting.splice(0)) go();
    },
  };
}

/** What was read from a socket has had its effect after a few rounds of the event loop. */
async function eventLoop(): Promise<void> {
  for (let round = 0; round < 4; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Counts the requests that clients of this process have made and not yet got their answer to. */
function watchTraffic(): { readonly underWay: () => number; readonly close: () => void } {
  const open = new Set<unknown>();
  const begin = (message: unknown): void => void open.add((message as { request: unknown }).request);
  const end = (message: unknown): void => void open.delete((message as { request: unknown }).request);
  subscribe("undici:request:create", begin);
  for (const ending of endings) subscribe(ending, end);
  return {
    underWay: () => open.size,
    close: () => {
      unsubscribe("undici:request:create", begin);
      for (const ending of endings) unsubscribe(ending, end);
    },
  };
}

const endings = ["undici:request:trailers", "undici:request:error"];
