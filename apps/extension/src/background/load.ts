import type { Feature } from "../content/features.ts";
import type { Sender } from "./serve.ts";

/** Where apps/extension/on-demand.ts puts them. */
const FILES: Record<Feature, string> = {
  listing: "src/content/cj-listing/listing.iife.js",
  drift: "src/content/cj-drift/drift.iife.js",
  canary: "src/content/canary/canary.iife.js",
};

/** Brings a feature's code into the page that asked for it, into the same isolated world (docs/adr/0011-code-on-demand.md). */
export async function loadFeature(feature: Feature, { tab, documentId }: Sender): Promise<null> {
  if (tab?.id !== undefined && documentId)
    await chrome.scripting.executeScript({
      target: { tabId: tab.id, documentIds: [documentId] },
      files: [FILES[feature]],
    });
  return null;
}
