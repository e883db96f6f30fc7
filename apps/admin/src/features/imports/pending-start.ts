import type { StartPreviewInput } from "@nexusone/contracts/imports";
import type { z } from "zod";

/** What is asked of the server, under a key of its own: asked again with it, the same preview answers. */
export type PendingStart = z.input<typeof StartPreviewInput>;

const slot = (merchantId: string): string => `nexusone.import.${merchantId}`;

/** Kept in this tab until the server has answered, so that a reload asks the same again instead of reading twice. */
export function keepStart(merchantId: string, start: PendingStart | undefined): void {
  try {
    if (start) sessionStorage.setItem(slot(merchantId), JSON.stringify(start));
    else sessionStorage.removeItem(slot(merchantId));
  } catch {
    return; // closed by the browser's settings, or full: then a reload begins anew
  }
}

export function keptStart(merchantId: string): PendingStart | undefined {
  try {
    const kept = sessionStorage.getItem(slot(merchantId));
    return kept === null ? undefined : (JSON.parse(kept) as PendingStart); // only this file writes it
  } catch {
    return undefined;
  }
}
