import { parseProductUrl } from "@nexusone/cj/page";
import { render } from "../../draw/render.ts";
import type { Refusal } from "../../refusal.ts";
import type { DriftView } from "../../views.ts";
import type { FeatureDeps } from "../features.ts";
import { Drift, type DriftState } from "./drift.tsx";

/** Below the card of an imported product: what changed at CJ since, and the tap that brings it over. */
export async function mountDrift({ card, url, hosts, send, signal }: FeatureDeps): Promise<void> {
  const pid = parseProductUrl(url, { hosts })?.pid;
  const body = card?.querySelector(".body");
  if (!pid || !body || body.querySelector(".drift")) return;
  const into = document.createElement("div");
  into.className = "drift";
  body.append(into);
  signal.addEventListener("abort", () => render(null, into), { once: true });
  let state: DriftState = { at: "reading" };
  const become = (next: DriftState) => {
    state = next;
    if (!signal.aborted) render(<Drift state={state} onRead={() => void read()} onFix={() => void fix()} />, into);
  };
  const settle = async (asked: Promise<{ ok: true; value: DriftView } | { ok: false; reason: Refusal }>) => {
    const reply = await asked.catch(() => undefined);
    // The card says itself that its extension is gone.
    if (reply) become(reply.ok ? { at: "read", view: reply.value } : { at: "failed", reason: reply.reason });
  };
  const read = async () => {
    become({ at: "reading" });
    await settle(send("drift.compare", { pid }));
  };
  const fix = async () => {
    if (state.at !== "read") return;
    become({ at: "fixing", view: state.view });
    await settle(send("drift.fix", { pid, productId: state.view.productId }));
  };
  await read();
}
