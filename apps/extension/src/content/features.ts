import type { Send } from "../send.ts";

export type FeatureDeps = {
  readonly document: Document;
  readonly url: URL;
  /** Further hosts that show CJ's pages, such as the sandbox's. */
  readonly hosts: readonly string[];
  readonly send: Send;
  readonly signal: AbortSignal;
  /** Where the card is drawn, for what is added to it. */
  readonly card?: HTMLElement;
};

/** What is loaded when a page first needs it (docs/adr/0011-code-on-demand.md). */
export type Feature = "listing" | "drift" | "canary";

// Scripts of one extension share the globals of their isolated world, which no page can see.
type Shared = { nexusone?: Partial<Record<Feature, (deps: FeatureDeps) => unknown>> };
export const features = ((globalThis as Shared).nexusone ??= {});

/** Runs a feature, which the background brings into this page on the first call. Silent when the extension is gone. */
export async function openFeature(name: Feature, deps: FeatureDeps): Promise<void> {
  if (!features[name]) await deps.send("page.load", { feature: name }).catch(() => undefined);
  if (!deps.signal.aborted) features[name]?.(deps);
}
