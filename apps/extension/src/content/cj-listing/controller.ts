import type { Input, Name, Output } from "../../messages.ts";
import type { ListingOpening, QueueView, Selected } from "../../views.ts";
import type { FeatureDeps } from "../features.ts";
import type { DrawnCard } from "./cards.ts";
import { begun, clear, decision, learned, MAX_SELECTED, selectAll, toggle, type ListingState } from "./state.ts";

const POLL_MS = 1_000;

/** Drives the marks and the bar of one listing: asks the background, moves the state, tells the drawing. */
export function createListing({ send, signal }: FeatureDeps, opening: ListingOpening, draw: () => void) {
  let state = begun(opening.paired, opening.ended, opening.selection);
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener("abort", () => clearTimeout(timer), { once: true });

  function become(next: ListingState): void {
    if (signal.aborted) return;
    state = next;
    draw();
  }

  /** The answer, or undefined after the refusal stands in the state. */
  async function ask<N extends Name>(name: N, input: Input<N>): Promise<Output<N> | undefined> {
    const reply = await send(name, input).catch(() => undefined);
    if (reply?.ok) return reply.value;
    become(reply ? { ...state, problem: reply.reason } : { ...state, outdated: true });
    return undefined;
  }

  /** One question for the cards nobody asked about yet: stored quotes only, no call to CJ. */
  async function estimate(): Promise<void> {
    const unknown = state.cards.filter(({ pid }) => !state.tiles.has(pid) && !state.asking.has(pid));
    if (!state.paired || state.problem || unknown.length === 0) return;
    const cards = unknown.slice(0, MAX_SELECTED);
    state = { ...state, asking: new Set([...state.asking, ...cards.map(({ pid }) => pid)]) };
    const tiles = await ask("listing.estimate", { items: cards.map(priced) });
    const asking = new Set(state.asking);
    for (const { pid } of cards) asking.delete(pid);
    become(learned({ ...state, asking }, tiles ?? []));
    if (tiles) await estimate();
  }

  /** Moves the selection here at once and in the background, which keeps it over pages. */
  function choose(next: ListingState): void {
    const before = state.selected;
    become(next);
    const add = [...next.selected.values()].filter(({ pid }) => !before.has(pid));
    const remove = [...before.keys()].filter((pid) => !next.selected.has(pid));
    if (add.length + remove.length > 0) void ask("listing.select", { add, remove });
  }

  function follow({ batches }: QueueView): void {
    const mine = batches.find(({ id }) => id === state.batch?.id) ?? batches.find(({ state: at }) => at !== "done");
    // Read, and there are quotes; imported, and it is in the catalogue.
    const settled = (mine?.state === "triage" || mine?.state === "done") && state.batch?.state !== mine.state;
    become({ ...state, batch: mine });
    clearTimeout(timer);
    if (mine && mine.state !== "done") timer = setTimeout(() => void look(), POLL_MS);
    if (settled) void again(mine.rows.map(({ pid }) => pid));
  }

  async function look(): Promise<void> {
    if (signal.aborted || !state.paired) return;
    const view = await ask("queue.get", {});
    if (view) follow(view);
  }

  /** Asks anew about products that have changed: imported, undone, repriced. */
  async function again(pids: readonly string[]): Promise<void> {
    const tiles = new Map(state.tiles);
    for (const pid of pids) tiles.delete(pid);
    state = { ...state, tiles };
    await estimate();
  }

  async function settle(name: "queue.discard" | "queue.retry"): Promise<void> {
    if (!state.batch) return;
    const view = await ask(name, { batchId: state.batch.id });
    if (view) follow(view);
  }

  return {
    get state() {
      return state;
    },
    look,
    show(cards: readonly DrawnCard[]): void {
      become({ ...state, cards });
      void estimate();
    },
    toggle: (pid: string, range: boolean) => choose(toggle(state, pid, range)),
    selectAll: () => choose(selectAll(state)),
    clear: () => choose(clear(state)),
    /** One preview of one product, which costs points: only a person's own click asks for it. */
    async price(pid: string): Promise<void> {
      const card = state.cards.find((one) => one.pid === pid);
      if (!card || state.asking.has(pid)) return;
      become({ ...state, asking: new Set([...state.asking, pid]) });
      const tile = await ask("listing.price", priced(card));
      const asking = new Set(state.asking);
      asking.delete(pid);
      become(learned({ ...state, asking }, tile ? [tile] : []));
    },
    async import(): Promise<void> {
      const items: Selected[] = [...state.selected.values()];
      if (items.length === 0 || state.sending) return;
      become({ ...state, sending: true, problem: undefined });
      const view = await ask("queue.add", { items });
      become({ ...state, sending: false });
      if (!view) return;
      // What waits for a decision stays; otherwise the bar goes on with what was just added.
      choose(clear(state.batch?.state === "triage" ? state : { ...state, batch: undefined, leftOut: new Set() }));
      follow(view);
    },
    /** Leaves the products of a reason out of the import, or takes them in again. */
    leaveOut(say: string): void {
      const leftOut = new Set(state.leftOut);
      if (!leftOut.delete(say)) leftOut.add(say);
      become({ ...state, leftOut });
    },
    async commit(): Promise<void> {
      if (!state.batch || state.sending) return;
      become({ ...state, sending: true, problem: undefined });
      const view = await ask("queue.commit", { batchId: state.batch.id, leaveOut: decision(state).leaveOut });
      become({ ...state, sending: false });
      if (view) follow(view);
    },
    discard: () => settle("queue.discard"),
    retryBatch: () => settle("queue.retry"),
    /** What was added meanwhile is shown next. */
    close(): void {
      become({ ...state, batch: undefined, leftOut: new Set(), problem: undefined });
      void look();
    },
    panel: () => ask("panel.open", {}),
    pair: () => ask("pairing.show", {}),
    dismiss: () => void send("listing.keep", { hinted: true }).catch(() => undefined),
    async retry(): Promise<void> {
      become({ ...state, problem: undefined });
      await Promise.all([estimate(), look()]);
    },
    /** After pairing, from another tab, or out of the back/forward cache. */
    async comeBack(): Promise<void> {
      const now = await ask("listing.open", {});
      if (!now) return;
      const selected = new Map(now.selection.map((item) => [item.pid, item]));
      become({ ...state, paired: now.paired, selected, problem: now.ended ?? undefined });
      await Promise.all([again(state.cards.map(({ pid }) => pid)), look()]);
    },
  };
}
export type Listing = ReturnType<typeof createListing>;

const priced = ({ pid, price }: DrawnCard) => ({ pid, minUsd: price?.minUsd ?? null, maxUsd: price?.maxUsd ?? null });
