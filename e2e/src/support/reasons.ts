import { explain, type ReasonCode } from "@nexusone/contracts/reasons";
import { noteReason } from "@nexusone/testing/observed-reasons";
import type { Locator, Page } from "playwright-core";

/** Waits until a screen says this reason in the registry's own words, and notes that it was seen. */
export async function readReason(on: Page | Locator, code: ReasonCode): Promise<void> {
  await on.getByText(explain(code, "en").sentence).first().waitFor();
  noteReason("screen", code);
}
