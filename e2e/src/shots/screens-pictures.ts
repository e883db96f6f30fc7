import type { ProductView } from "@nexusone/contracts/catalog";
import { changed, open, product, REFUSED, type Screen } from "./screen.ts";

const edit = open(/^(Edit pictures|Modifier les images)$/, "dialog");

/** A product's pictures being arranged, and all files of the shop. */
export const PICTURES: readonly Screen[] = [
  { name: "pictures", path: product, who: "much", act: edit },
  {
    name: "pictures-not-copied",
    path: product,
    who: "much",
    before: changed<ProductView>("catalog.getProduct", (view) => ({
      ...view,
      gallery: view.gallery.map((one, index) =>
        index === 1
          ? { ...one, mediaId: null, state: "failed", reason: "media.source_gone", reasonDetails: { status: 404 } }
          : index === 2
            ? { ...one, mediaId: null, state: "waiting" }
            : one,
      ),
    })),
    act: edit,
  },
  {
    name: "pictures-refused",
    path: product,
    who: "much",
    expects: REFUSED,
    act: async (page) => {
      await edit(page);
      const drawing = { name: "logo.png", mimeType: "image/png", buffer: Buffer.from("<svg/>") };
      await page.getByRole("dialog").locator("input[type=file]").setInputFiles([drawing]);
      await page.getByRole("dialog").getByText("logo.png").waitFor();
      await page
        .getByRole("dialog")
        .getByText(/JPEG, PNG, WebP, GIF (or|ou) AVIF\.$/)
        .last()
        .waitFor();
    },
  },
  { name: "settings-media", path: "/settings/media", who: "much" },
  { name: "settings-media-free", path: "/settings/media", who: "little" },
  { name: "settings-media-unused", path: "/settings/media?unused=true", who: "much" },
  { name: "settings-media-empty", path: "/settings/media", who: "empty" },
  { name: "settings-media-support", path: "/settings/media", who: "support" },
  {
    name: "settings-media-delete",
    path: "/settings/media",
    who: "much",
    act: open(/^(Delete|Supprimer) .*\.jpg$/, "dialog"),
  },
];
