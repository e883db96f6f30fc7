import type { Area, Stores } from "./stores.ts";

/** A storage area in memory that, like Chrome's, copies what goes in and out. */
function area(data: Map<string, string>, before: () => Promise<void>): Area {
  const list = (keys: string | string[] | null) => (keys === null ? [...data.keys()] : [keys].flat());
  return {
    async get(keys) {
      await before();
      const known = list(keys).filter((key) => data.has(key));
      return Object.fromEntries(known.map((key) => [key, JSON.parse(data.get(key) ?? "null") as unknown]));
    },
    async set(items) {
      await before();
      for (const [key, value] of Object.entries(items)) data.set(key, JSON.stringify(value));
    },
    async remove(keys) {
      await before();
      for (const key of list(keys)) data.delete(key);
    },
  };
}

/** The storage of one browser, shared by all its worker runs. `session` is emptied when the browser ends. */
export function browser() {
  const disk = new Map<string, string>();
  const memory = new Map<string, string>();
  return {
    disk,
    memory,
    restart: () => memory.clear(),
    /** One run of the worker. With `diesAt`, the n-th touch of storage never returns and nothing after it happens. */
    worker(diesAt = Number.POSITIVE_INFINITY): Stores & { readonly touched: () => number } {
      let touches = 0;
      const before = () => (++touches >= diesAt ? new Promise<void>(() => undefined) : Promise.resolve());
      return { local: area(disk, before), session: area(memory, before), touched: () => touches };
    },
  };
}
