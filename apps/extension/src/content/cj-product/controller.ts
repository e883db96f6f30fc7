import type { ProductSummary } from "@nexusone/cj/page";
import type { CreateDraftInput, RowEdit } from "@nexusone/contracts/imports";
import type { z } from "zod";
import type { Input, Name, Output } from "../../messages.ts";
import type { Send } from "../../send.ts";
import type { CardOpening, Facets } from "../../views.ts";
import { next, planGone, type CardEvent, type CardState } from "./state.ts";

export type Edit = Omit<z.input<typeof RowEdit>, "rowId" | "include">;

export type ControllerDeps = {
  readonly pid: string;
  readonly reading: ProductSummary | undefined;
  readonly url: URL;
  readonly send: Send;
  readonly signal: AbortSignal;
};

const SLOW_MS = 4_000;

/** Drives one product's card: asks the background, moves the state, tells the drawing. Silent once the page is left. */
export function createController({ pid, reading, url, send, signal }: ControllerDeps) {
  let state: CardState = { at: "opening" };
  let draw: (state: CardState) => void = () => undefined;

  function happen(event: CardEvent): CardState {
    if (signal.aborted) return state;
    state = next(state, event);
    draw(state);
    return state;
  }

  /** Asks and turns every outcome into an event; the value on success. */
  async function ask<N extends Name>(name: N, input: Input<N>): Promise<Output<N> | undefined> {
    const reply = await send(name, input).catch(() => undefined);
    if (reply?.ok) return reply.value;
    // No answer at all: the extension was updated or removed, and only a fresh page can talk to it again.
    happen(reply ? { is: "refused", reason: reply.reason } : { is: "orphaned" });
    return undefined;
  }

  async function preview(note?: CardEvent & { is: "ask" }): Promise<void> {
    if (happen(note ?? { is: "ask" }).at !== "previewing") return;
    const slow = setTimeout(() => happen({ is: "slow" }), SLOW_MS);
    const found = await ask("imports.preview", { pid });
    clearTimeout(slow);
    if (found) happen({ is: "previewed", preview: found });
  }

  return {
    get state() {
      return state;
    },
    onDraw(listener: (state: CardState) => void) {
      draw = listener;
    },
    /** What is known before anything is asked of a server; undefined when the extension is gone. */
    look: () => ask("card.open", {}),
    /** First state, and again when the person comes back from pairing. */
    async begin(opening: CardOpening): Promise<void> {
      if (happen({ is: "opened", opening }).at === "previewing") await preview();
    },
    removed: () => void happen({ is: "removed" }),
    preview: () => preview(),
    async import(edit: Edit): Promise<void> {
      const before = state;
      if (before.at !== "ready" || happen({ is: "import" }).at !== "importing") return;
      const { previewId, rowId } = before.preview;
      const row = await ask("imports.commit", { previewId, edits: [{ rowId, ...edit }] });
      if (row) happen({ is: "imported", row });
      else if (state.at === "ready" && state.problem && planGone(state.problem))
        await preview({ is: "ask", note: state.problem });
    },
    async undo(): Promise<void> {
      const before = state;
      if (before.at !== "imported" || happen({ is: "undo" }).at !== "undoing") return;
      const row = await ask("imports.undo", { importLogId: before.row.importLogId });
      if (row) happen({ is: "undone" });
    },
    async draft(): Promise<void> {
      if (!reading || happen({ is: "draft" }).at !== "drafting") return;
      const draft = await ask("imports.createDraft", { reading: pageReading(reading, url) });
      if (draft) happen({ is: "drafted", draft });
    },
    async facets(): Promise<Facets | undefined> {
      // Suggestions are a convenience: without them the fields still take any text.
      const reply = await send("catalog.facets", {}).catch(() => undefined);
      return reply?.ok ? reply.value : undefined;
    },
    /** Remembers place and fold; the card goes on without when it cannot. */
    keep: (input: Input<"card.keep">) => void send("card.keep", input).catch(() => undefined),
    pair: () => ask("pairing.show", {}),
  };
}
export type Controller = ReturnType<typeof createController>;

/** What the page itself says of the product. Untrusted: checked against the contract's limits on arrival, marked unverified. */
export function pageReading(reading: ProductSummary, url: URL): z.infer<typeof CreateDraftInput>["reading"] {
  return {
    pid: reading.pid,
    name: reading.name.slice(0, 500) || null,
    url: url.origin + url.pathname,
    imageUrl: reading.images[0] ?? null,
    minUsd: reading.price?.minUsd ?? null,
    maxUsd: reading.price?.maxUsd ?? null,
    variants: reading.variants.slice(0, 500).map(({ vid, label, priceUsd }) => ({
      vid,
      label: label ?? "",
      priceUsd,
    })),
  };
}
