import { expect } from "vitest";
import type { Merchant } from "./merchant.ts";
import { eventually } from "./program.ts";
import { story } from "./scenario.ts";

/** What the extension read while CJ was away. */
export function draftScenarios(merchantOf: () => Merchant) {
  const settledDraft = (id: string) =>
    eventually("the draft completes itself", async () => {
      const drafts = await merchantOf().get<{ id: string; state: string; productId: string | null }[]>(
        "imports.listDrafts",
        {},
      );
      const draft = drafts.find((one) => one.id === id);
      return draft?.state === "completed" && draft.productId ? draft : undefined;
    });

  return {
    create: story({
      rows: "[CAT-09]",
      prepare: async () => {
        await merchantOf().sandbox.control.faults.add({
          match: { vendor: "cj-api", path: "/product" },
          kind: "status",
          status: 503,
        });
        const reading = await merchantOf().reading();
        expect((await merchantOf().ask("imports.preview", { items: [{ ref: reading.pid }] })).reason).toBe(
          "cj.unavailable",
        );
        return reading;
      },
      reach: (reading) => merchantOf().ask("imports.createDraft", { reading }),
      meanwhile: () => merchantOf().sandbox.control.faults.clear(),
      repeat: async (reading) => {
        expect(await merchantOf().get<unknown[]>("imports.listDrafts", {}), "nothing is half created").toEqual([]);
        await settledDraft((await merchantOf().get<{ id: string }>("imports.createDraft", { reading })).id);
      },
    }),
    settle: story({
      rows: "[CAT-09] [CAT-10] [PLN-05]",
      prepare: () => merchantOf().reading(),
      reach: (reading) => merchantOf().ask("imports.createDraft", { reading }),
      // The attempt that died holds the draft for two minutes.
      meanwhile: () => merchantOf().sandbox.control.clock.advance(3 * 60_000),
      repeat: async () => {
        const [draft] = await merchantOf().get<{ id: string }[]>("imports.listDrafts", {});
        await settledDraft(draft!.id);
      },
    }),
  };
}
