import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cardOf } from "../../gallery/sample-card.ts";
import { CARD_STATES, type CardStateName } from "../../gallery/states.ts";
import type { Refusal } from "../../refusal.ts";
import type { CardOpening } from "../../views.ts";
import { WORDS } from "../words.ts";
import { next, type CardEvent, type CardState } from "./state.ts";

const stateOf = (name: CardStateName): CardState => cardOf(name, "en").state;
const refusal = (code: string): Refusal => ({
  code,
  sentence: code,
  remedy: { label: "", action: "retry", href: null },
});
const opening: CardOpening = {
  ...{
    paired: true,
    ended: null,
    locale: "en",
    words: WORDS.en,
    css: "",
    place: null,
    collapsed: false,
    told: false,
    check: false,
  },
};
const { preview } = stateOf("card-ready") as Extract<CardState, { at: "ready" }>;
const imported = stateOf("card-imported") as Extract<CardState, { at: "imported" }>;
const play = (start: CardState, ...events: CardEvent[]): CardState => events.reduce(next, start);

describe("state of the card", () => {
  it("[EXT-02] goes from the page to the import and back", () => {
    const ready = play({ at: "opening" }, { is: "opened", opening }, { is: "previewed", preview });
    expect(ready.at).toBe("ready");
    const done = play(ready, { is: "import" }, { is: "imported", row: imported.row });
    expect(done.at).toBe("imported");
    expect(play(done, { is: "undo" }, { is: "undone" }).at).toBe("undone");
  });

  it("asks nothing of a server while it rests collapsed or is not paired", () => {
    expect(play({ at: "opening" }, { is: "opened", opening: { ...opening, collapsed: true } }).at).toBe("resting");
    expect(play({ at: "opening" }, { is: "opened", opening: { ...opening, paired: false } }).at).toBe("unpaired");
  });

  it.each(["not_paired", "session_expired", "session_revoked", "disconnected", "refresh_reused", "token_invalid"])(
    "[EXT-10] shows the way back from any state when the answer is extension.%s",
    (code) => {
      for (const name of CARD_STATES) {
        if (stateOf(name).at === "outdated") continue;
        const after = next(stateOf(name), { is: "refused", reason: refusal(`extension.${code}`) });
        expect(after.at).toBe("unpaired");
      }
    },
  );

  it("[EXT-11] keeps the explanation of a plan that does not include the extension", () => {
    const reason = refusal("extension.premium_required");
    expect(next({ at: "previewing", slow: false, note: null }, { is: "refused", reason })).toEqual({
      ...{ at: "failed", reason, draftable: false },
    });
  });

  it("offers a draft when CJ is away and only then", () => {
    const previewing: CardState = { at: "previewing", slow: true, note: null };
    const after = (code: string) => next(previewing, { is: "refused", reason: refusal(code) });
    expect(after("cj.unavailable")).toMatchObject({ draftable: true });
    expect(after("cj.rate_limited")).toMatchObject({ draftable: true });
    for (const code of ["extension.server_unreachable", "request.forbidden", "cj.not_connected"]) {
      const state = after(code);
      expect(state).toMatchObject({ draftable: false });
      expect(next(state, { is: "draft" })).toBe(state);
    }
  });

  it("keeps what was typed when an import or undo is refused", () => {
    const reason = refusal("import.credits_missing");
    expect(next({ at: "importing", preview }, { is: "refused", reason })).toMatchObject({
      at: "ready",
      problem: reason,
    });
    expect(play(imported, { is: "undo" }, { is: "refused", reason })).toMatchObject({
      at: "imported",
      problem: reason,
    });
  });

  it("imports nothing that the preview has excluded", () => {
    for (const name of ["card-plan-limit", "card-no-credits", "card-existing"] as const) {
      const state = stateOf(name);
      expect(next(state, { is: "import" })).toBe(state);
    }
  });

  it("takes a late answer for what it is: nothing", () => {
    const answers: CardEvent[] = [
      { is: "previewed", preview },
      { is: "imported", row: imported.row },
      { is: "undone" },
      { is: "slow" },
    ];
    for (const name of ["card-unpaired", "card-drafted", "card-outdated", "card-removed"] as const)
      for (const event of answers) expect(next(stateOf(name), event)).toEqual(stateOf(name));
  });

  it("is always something that can be drawn, whatever happens in whatever order", () => {
    const events: CardEvent[] = [
      { is: "opened", opening },
      { is: "ask" },
      { is: "slow" },
      { is: "previewed", preview },
      { is: "import" },
      { is: "imported", row: imported.row },
      { is: "undo" },
      { is: "undone" },
      { is: "draft" },
      { is: "drafted", draft: { id: "1", name: null, listUrl: "" } },
      { is: "refused", reason: refusal("cj.unavailable") },
      { is: "refused", reason: refusal("extension.not_paired") },
      { is: "removed" },
      { is: "orphaned" },
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events)), (order) => {
        let state: CardState = { at: "opening" };
        for (const event of order) {
          const before = state;
          state = next(state, event);
          // Only a confirmed import may be called one.
          if (state.at === "imported" && before.at !== "imported")
            expect(["importing", "undoing"]).toContain(before.at);
          if (state.at === "importing" && before.at !== "importing") expect(before.at).toBe("ready");
        }
      }),
    );
  });
});
