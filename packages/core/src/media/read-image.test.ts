import { hostilePicture } from "@nexusone/sandbox/images/hostile";
import sharp from "sharp";
import { expect, it } from "vitest";
import { noise } from "./pictures.fixture.ts";
import { readImage } from "./read-image.ts";

const refusal = (bytes: Buffer) =>
  readImage(bytes).then(
    () => "kept",
    (error: unknown) => (error as { reason?: string }).reason,
  );

it("[MED-05] makes a thumbnail of 200 x 200 and a medium size within 600 x 600, both WebP, and keeps the original", async () => {
  const original = await noise(1200, 800).jpeg().toBuffer();
  const { type, width, height, variants } = await readImage(original);
  expect([type, width, height]).toEqual(["image/jpeg", 1200, 800]);
  expect(variants.original.bytes).toBe(original);
  expect(await sharp(variants.thumbnail.bytes).metadata()).toMatchObject({ format: "webp", width: 200, height: 200 });
  expect(await sharp(variants.medium.bytes).metadata()).toMatchObject({ format: "webp", width: 600, height: 400 });
});

it("[MED-05] enlarges nothing for the medium size", async () => {
  const { variants } = await readImage(await noise(120, 60).png().toBuffer());
  expect(variants.medium).toMatchObject({ width: 120, height: 60 });
  expect(variants.thumbnail).toMatchObject({ width: 200, height: 200 });
});

it("[MED-05] turns a picture as its camera meant it and leaves place and camera out of the small sizes", async () => {
  const original = await noise(400, 200)
    .withExif({ IFD0: { Make: "Secret camera" }, IFD3: { GPSLatitude: "48/1 51/1 0/1" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const { width, height, variants } = await readImage(original);
  expect([width, height, variants.medium.width, variants.medium.height]).toEqual([200, 400, 200, 400]);
  for (const { bytes } of [variants.medium, variants.thumbnail]) {
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    expect(bytes.includes("Secret camera")).toBe(false);
  }
});

it("[MED-05] reads print colours, transparency and the first frame of a moving picture", async () => {
  const cmyk = await noise(64).toColourspace("cmyk").jpeg().toBuffer();
  const moving = await sharp([await noise(40).png().toBuffer(), await noise(40).png().toBuffer()], {
    join: { animated: true },
  })
    .gif()
    .toBuffer();
  for (const bytes of [
    cmyk,
    moving,
    await noise(64).ensureAlpha(0.5).png().toBuffer(),
    await noise(64).avif().toBuffer(),
  ]) {
    const { variants } = await readImage(bytes);
    const { format, space, pages = 1 } = await sharp(variants.thumbnail.bytes).metadata();
    expect([format, space, pages]).toEqual(["webp", "srgb", 1]);
  }
});

it.each([
  [
    "a drawing with a script",
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "media.type_refused",
  ],
  ["a page", Buffer.from("<html>not a picture</html>"), "media.type_refused"],
  ["nothing", Buffer.alloc(0), "media.type_refused"],
  ["a head without a body", Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), "media.unreadable"],
  ["a head with garbage", Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(500, 7)]), "media.unreadable"],
])("[MED-04] refuses %s", async (_what, bytes, reason) => {
  expect(await refusal(bytes)).toBe(reason);
});

it("[MED-04] refuses a picture that was cut off in the middle", async () => {
  const whole = await noise(300).jpeg().toBuffer();
  expect(await refusal(whole.subarray(0, whole.length / 2))).toBe("media.unreadable");
});

it("[MED-04] refuses a small file that unpacks to hundreds of millions of pixels, by its header alone", async () => {
  const bomb = hostilePicture("bomb");
  expect(bomb.length).toBeLessThan(100_000);
  const start = performance.now();
  expect(await refusal(bomb)).toBe("media.too_many_pixels");
  expect(performance.now() - start, "milliseconds").toBeLessThan(1_000);
});
