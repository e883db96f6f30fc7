// @vitest-environment happy-dom
import { ImportRowView } from "@nexusone/contracts/imports";
import { render } from "../draw/render.ts";
import { afterEach, describe, expect, it, vi } from "vitest";
import { importedRow } from "../background/present.ts";
import { refusalOf } from "../background/refused.ts";
import { sampleRow } from "../gallery/sample-plan.ts";
import type { Send } from "../send.ts";
import { RecentImports } from "./recent-imports.tsx";
import { POPUP_WORDS } from "./words.ts";

const reader = { locale: "en" as const, adminUrl: "https://a.test" };
const turn = () => new Promise((done) => setTimeout(done, 5));

describe("recent imports", () => {
  const root = document.createElement("div");
  afterEach(() => render(null, root));

  it("[EXT-02] undoes at once, and asks first when the product was changed since", async () => {
    const row = (over?: Record<string, unknown>) => importedRow(ImportRowView.parse(sampleRow(over)), reader, 0);
    const undone = row({ state: "undone", undoableUntil: null });
    const edited = refusalOf(reader, "import.cannot_undo", { why: "it was changed.", cause: "edited" });
    const forced: boolean[] = [];
    const send = (async (_: string, { force }: { force: boolean }) => {
      forced.push(force);
      return force ? { ok: true, value: undone } : { ok: false, reason: edited };
    }) as unknown as Send;
    const tell = vi.fn();
    const ask = (async () => [row()]) as never;
    render(<RecentImports {...{ ask, send, tell, show: vi.fn() }} words={POPUP_WORDS.en} locale="en" />, root);
    await turn();
    const button = () => root.querySelector("button");
    button()?.click();
    await turn();
    expect(tell).toHaveBeenLastCalledWith(edited);
    expect(button()?.textContent).toBe("Undo anyway");
    button()?.click();
    await turn();
    expect(forced).toEqual([false, true]);
    expect(root.textContent).toContain("Undone");
    expect(button()).toBeNull();
  });
});
