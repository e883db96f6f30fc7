import type { ProductView } from "@nexusone/contracts/catalog";
import type { ImportPreview, ImportView } from "@nexusone/contracts/imports";
import type { MediaView } from "@nexusone/contracts/media";
import { expect } from "vitest";
import { pictureOf } from "../isolation/pictures.ts";
import type { Merchant } from "./merchant.ts";
import { eventually } from "./program.ts";

type Asking = () => Merchant;

/** An import whose pictures are being copied when the process dies: the next one goes on, and has each of them once. */
export const pictureCopy = (merchant: Asking) => ({
  rows: "[JOB-05] [MED-05]",
  prepare: () => merchant().preview(),
  reach: ({ id }: ImportPreview) => merchant().ask("imports.commit", { previewId: id, edits: [] }),
  repeat: async ({ id }: ImportPreview) => {
    const [row] = (await merchant().get<ImportView>("imports.get", { id })).rows;
    const product = await eventually("all pictures are copied", async () => {
      const view = await merchant().get<ProductView>("catalog.getProduct", { id: row?.productId });
      return view.gallery.every(({ state }) => state === "ready") ? view : undefined;
    });
    for (const url of [product.imageUrl ?? "", ...product.images]) {
      const { pathname, search } = new URL(url);
      expect((await fetch(`${merchant().url}${pathname}${search}`)).status).toBe(200);
    }
    const files = await merchant().get<{ files: number; unusedFiles: number }>("media.usage", undefined);
    const sql = merchant().home.connect();
    const [used] = await sql`select count(distinct media_id)::int as n from product_media`;
    await sql.end();
    // What the dead process had begun lies apart until the sweep takes it.
    expect(files.files - files.unusedFiles).toBe(used?.["n"]);
  },
});

/** A file that is being deleted: nobody finds it again, whatever is left of it goes with the sweep. */
export const fileRemoval = (merchant: Asking) => ({
  rows: "[MED-02]",
  prepare: async () =>
    merchant().get<MediaView>("media.upload", {
      fileData: (await pictureOf()).toString("base64"),
      fileName: "lamp.png",
    }),
  reach: ({ id }: MediaView) => merchant().ask("media.delete", { mediaId: id }),
  repeat: async ({ id, links }: MediaView) => {
    expect((await merchant().ask("media.get", { mediaId: id })).reason).toBe("media.not_found");
    const { pathname, search } = new URL(links.medium);
    expect((await fetch(`${merchant().url}${pathname}${search}`)).status).toBe(404);
  },
});
