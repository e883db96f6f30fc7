import type { ProductView } from "@nexusone/contracts/catalog";
import type { ImportPreview, ImportRowView, ImportView, RunningPreview } from "@nexusone/contracts/imports";
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { z } from "zod";
import type { Merchant } from "./merchant.ts";
import { eventually } from "./program.ts";
import { story } from "./scenario.ts";

/** Products that are read, imported, undone and read again: paid once, there once. */
export function importScenarios(merchantOf: () => Merchant) {
  const imported = (id: string) =>
    eventually("the queued rows are imported", async () => {
      const view = await merchantOf().get<ImportView>("imports.get", { id });
      return view.state === "done" ? view : undefined;
    });

  return {
    preview: story({
      rows: "[CAT-09]",
      prepare: () => merchantOf().product(),
      reach: ({ pid }) => merchantOf().ask("imports.preview", { items: [{ ref: pid }] }),
      repeat: async ({ pid }) => {
        const { rows } = await merchantOf().get<{ rows: { status: string }[] }>("imports.preview", {
          items: [{ ref: pid }],
        });
        expect(rows.map((row) => row.status)).toEqual(["ok"]);
      },
    }),
    commit: story({
      rows: "[CAT-09] [CAT-10] [PLN-05] [PLN-06]",
      prepare: () => merchantOf().preview(),
      reach: ({ id }) => merchantOf().ask("imports.commit", { previewId: id, edits: [] }),
      repeat: async ({ id }) => {
        const first = await merchantOf().commit(id);
        expect(first.counts).toEqual({ queued: 0, imported: 1, failed: 0, undone: 0 });
        // Safe to repeat: the same import, not another one.
        expect((await merchantOf().commit(id)).rows).toEqual(first.rows);
        const again = await merchantOf().get<ImportPreview>("imports.preview", {
          items: [{ ref: first.rows[0]!.externalId }],
        });
        expect(again.rows[0]).toMatchObject({
          reason: "catalog.already_imported",
          existingProductId: first.rows[0]!.productId,
        });
      },
    }),
    /** Ten products, so that there are several batches; the answer to the start may come before the job dies. */
    started: story({
      rows: "[CAT-08] [CAT-09] [INV-10]",
      prepare: async () => {
        const found = await Promise.all(Array.from({ length: 10 }, () => merchantOf().product()));
        return { key: randomUUID(), items: found.map(({ pid }) => ({ ref: pid })) };
      },
      reach: (input) => merchantOf().ask("imports.startPreview", input),
      repeat: async (input) => {
        const { id } = await merchantOf().get<RunningPreview>("imports.startPreview", input);
        const ready = await eventually("the preview is read", async () => {
          const view = await merchantOf().get<RunningPreview>("imports.getPreview", { id });
          return view.state === "ready" ? view : undefined;
        });
        expect(ready.rows.map((row) => row.status)).toEqual(input.items.map(() => "ok"));
        expect((await merchantOf().get<RunningPreview>("imports.startPreview", input)).id).toBe(id);
      },
    }),
    undo: story({
      rows: "[PLN-05] [PLN-06]",
      prepare: async () => {
        const [row] = (await merchantOf().commit((await merchantOf().preview()).id)).rows;
        return { importLogId: row!.id, force: false };
      },
      reach: (input) => merchantOf().ask("imports.undo", input),
      repeat: async (input) => {
        for (let time = 0; time < 2; time++) {
          const row = await merchantOf().get<z.infer<typeof ImportRowView>>("imports.undo", input);
          expect(row).toMatchObject({ state: "undone", credits: 0 });
        }
      },
    }),
    bulk: story({
      rows: "[CAT-09] [CAT-10] [PLN-05]",
      prepare: () => merchantOf().preview(3),
      reach: ({ id }) => merchantOf().ask("imports.commit", { previewId: id, edits: [] }),
      repeat: async ({ id }) => {
        const done = await imported(id);
        expect(done.counts).toEqual({ queued: 0, imported: 3, failed: 0, undone: 0 });
      },
    }),
    undoBatch: story({
      rows: "[CAT-09] [PLN-05] [PLN-06]",
      prepare: async () => {
        const { id } = await merchantOf().preview(3);
        await merchantOf().ask("imports.commit", { previewId: id, edits: [] });
        await imported(id);
        return { id, force: false };
      },
      reach: (input) => merchantOf().ask("imports.undoBatch", input),
      repeat: async (input) => {
        await merchantOf().get("imports.undoBatch", input);
        expect((await merchantOf().get<ImportView>("imports.get", { id: input.id })).counts).toMatchObject({
          undone: 3,
        });
        expect(await merchantOf().get("imports.undoBatch", input)).toMatchObject({ undone: 0, credits: 0 });
      },
    }),
    refresh: story({
      rows: "[CAT-13]",
      prepare: async () => {
        const [row] = (await merchantOf().commit((await merchantOf().preview()).id)).rows;
        const { pid, variants } = await merchantOf().sandbox.control.products.get(row!.externalId);
        for (const { vid, priceUsd } of variants)
          await merchantOf().sandbox.control.products.setPrice(vid, Number(((priceUsd ?? 0) + 0.1).toFixed(2)));
        return { id: row!.productId, pid };
      },
      reach: ({ id }) => merchantOf().ask("catalog.refreshProduct", { id }),
      repeat: async ({ id }) => {
        const before = await merchantOf().get<ProductView>("catalog.getProduct", { id });
        expect(before.version, "nothing is half applied").toBe(1);
        const after = await merchantOf().get<ProductView>("catalog.refreshProduct", { id });
        expect(after).toMatchObject({ version: 2, minCostUsd: (Number(before.minCostUsd) + 0.1).toFixed(2) });
        expect((await merchantOf().get<ProductView>("catalog.refreshProduct", { id })).version).toBe(2);
      },
    }),
    token: story({
      rows: "[CAT-09]",
      prepare: async () => {
        await merchantOf().sandbox.control.faults.add({
          match: { vendor: "cj-api", path: "/product" },
          kind: "token_invalid",
          times: 1,
        });
        return merchantOf().product();
      },
      reach: ({ pid }) => merchantOf().ask("imports.preview", { items: [{ ref: pid }] }),
      repeat: async ({ pid }) => {
        // The dead process holds the lease on the token for a few seconds more: until then a clean refusal to be repeated.
        const one = await eventually("somebody else may ask for the token", async () => {
          const answer = await merchantOf().ask("imports.preview", { items: [{ ref: pid }] });
          expect([undefined, "cj.unavailable"]).toContain(answer.reason);
          return answer.reason === undefined ? (answer.value as { id: string }) : undefined;
        });
        expect((await merchantOf().commit(one.id)).counts).toMatchObject({ imported: 1 });
        // CJ knows one living pair, and it is the stored one: nobody asks for another.
        const asked = () => merchantOf().sandbox.control.requests.list({ vendor: "cj-api", path: "/authentication" });
        const before = await asked();
        await merchantOf().preview();
        expect(await asked()).toEqual(before);
      },
    }),
  };
}
