import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { rolldown } from "rolldown";
import { expect, it } from "vitest";

const ENTRY = fileURLToPath(new URL("./index.ts", import.meta.url));

/** Minified and zipped bytes of a bundle with only these exports. */
async function zippedSize(names: string): Promise<number> {
  const bundle = await rolldown({
    input: "entry",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? id : null),
        load: (id) => (id === "entry" ? `export { ${names} } from ${JSON.stringify(ENTRY)}` : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "iife", name: "cj", minify: true });
  return gzipSync(output[0].code, { level: 9 }).byteLength;
}

it("[EXT-01] what a card needs of a product adds less than 4.5 kB to the page, all readers less than 6.5 kB", async () => {
  expect(await zippedSize("readProductSummary, parseProductUrl")).toBeLessThan(4_500);
  expect(
    await zippedSize("readProductPage, readListingPage, findProductCards, parseProductUrl, productPath"),
  ).toBeLessThan(6_500);
});
