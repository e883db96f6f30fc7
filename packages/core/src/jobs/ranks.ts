/** How long a count is believed: what this process enqueued since is added to it. */
const BELIEVED_MS = 1_000;
const MOST_REMEMBERED = 10_000;
const INTERACTIVE = 1_000;
const BACKGROUND = -1_000_000;

/** A place in line, counted by the merchant's own backlog in the queue. */
export type Ranks = {
  /** The rank of the first of `count` jobs; the others follow it. `waiting` asks how many wait already. */
  readonly take: (line: string, count: number, waiting: () => Promise<number>) => Promise<number>;
};

/**
 * Fair shares without any turn-taking at the workers: the n-th waiting job of a merchant has rank n, and all merchants' jobs of
 * one rank go before those of the next. Whoever enqueues 10,000 jobs is late with the 10,000th, not everybody with theirs.
 */
export function createRanks(realNow: () => number = Date.now): Ranks {
  const known = new Map<string, { next: number; until: number }>();
  return {
    take: async (line, count, waiting) => {
      let entry = known.get(line);
      if (!entry || entry.until <= realNow()) {
        entry = { next: await waiting(), until: realNow() + BELIEVED_MS };
        if (known.size >= MOST_REMEMBERED) known.clear();
        known.set(line, entry);
      }
      const rank = entry.next;
      entry.next += count;
      return rank;
    },
  };
}

type Urgency = { readonly interactive?: boolean | undefined; readonly background?: boolean | undefined };

/**
 * pg-boss fetches the highest first. A person's click goes before everything that nobody waits for, and what stands in the
 * background behind that.
 */
export const priorityOf = (rank: number, { interactive = false, background = false }: Urgency = {}): number =>
  interactive ? Math.max(1, INTERACTIVE - rank) : background ? BACKGROUND - rank : -rank;
