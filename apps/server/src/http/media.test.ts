import { randomUUID } from "node:crypto";
import type { MediaView } from "@nexusone/contracts/media";
import { checkMediaLink, mediaLink } from "@nexusone/core/media/links";
import { uploadMedia } from "@nexusone/core/media/upload-media";
import { createStaffedMerchant } from "@nexusone/testing/contexts";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pictureOf } from "../isolation/pictures.ts";
import { session } from "../isolation/world.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
let shop: Awaited<ReturnType<typeof createStaffedMerchant>>;
let headers: Record<string, string>;
beforeAll(async () => {
  server = await startTestServer();
  shop = await createStaffedMerchant(server.platform);
  const { cookie } = await session(server, shop.user.id);
  headers = {
    cookie: `nexusone_session=${cookie}`,
    "x-merchant-id": shop.merchant.id,
    "x-nexus-client": "test",
  };
});
afterAll(() => server.stop());

const reasonOf = async (response: Response) => ((await response.json()) as { error: { reason: string } }).error.reason;
const here = (link: string) => server.url + new URL(link).pathname + new URL(link).search;
const post = (body: FormData | string | Uint8Array<ArrayBuffer>, more: Record<string, string> = {}) =>
  fetch(`${server.url}/api/media/upload`, { method: "POST", headers: { ...headers, ...more }, body });
const json = { "content-type": "application/json" };
const formOf = (bytes: Buffer, name = "lamp.png") => {
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(bytes)], { type: "image/png" }), name);
  return form;
};
const keep = async () =>
  uploadMedia(shop.ctx, { fileData: (await pictureOf()).toString("base64"), fileName: "lamp.png" });

describe("upload", () => {
  it("[MED-01] takes base64 in JSON and a form with a file, and answers the same file", async () => {
    const bytes = await pictureOf();
    const body = JSON.stringify({
      file_data: bytes.toString("base64"),
      file_name: "lamp.png",
      mime_type: "image/png",
      merchant_id: shop.merchant.id,
    });
    const first = await post(body, json);
    expect(first.status).toBe(201);
    const media = (await first.json()) as { id: string; mime_type: string; links: { thumbnail: string } };
    expect(media.mime_type).toBe("image/png");
    const second = await post(formOf(bytes));
    expect(((await second.json()) as { id: string }).id).toBe(media.id);

    const got = await fetch(`${server.url}/api/media/${media.id}`, { headers });
    expect(await got.json()).toMatchObject({ id: media.id, used_by: 0, products: [] });
    const gone = await fetch(`${server.url}/api/media/${media.id}`, { method: "DELETE", headers });
    expect(await gone.json()).toEqual({ ok: true });
    expect(await reasonOf(await fetch(`${server.url}/api/media/${media.id}`, { headers }))).toBe("media.not_found");
    expect(await reasonOf(await fetch(here(media.links.thumbnail)))).toBe("media.not_found");
  });

  it("[MED-04] says why a file is refused: larger than 15 MB, no file, two files, a broken form", async () => {
    const large = Buffer.concat([await pictureOf(), Buffer.alloc(15 * 1024 ** 2)]);
    const refused = await post(formOf(large));
    expect([refused.status, await reasonOf(refused)]).toEqual([413, "media.too_large"]);
    expect(await reasonOf(await post(new FormData()))).toBe("request.invalid");
    const two = formOf(await pictureOf());
    two.set("another", new Blob(["x"]), "x.png");
    expect(await reasonOf(await post(two))).toBe("request.invalid");
    const broken = { "content-type": "multipart/form-data; boundary=none" };
    expect(await reasonOf(await post(new Uint8Array([1, 2, 3]), broken))).toBe("request.invalid");
    expect(await reasonOf(await post(formOf(Buffer.from("<svg/>"))))).toBe("media.type_refused");
  });

  it("[MED-04] reads a large body only of who is signed in, a form only where files go, and nothing beyond the limit", async () => {
    const stranger = await fetch(`${server.url}/api/media/upload`, { method: "POST", body: formOf(await pictureOf()) });
    expect(await reasonOf(stranger)).toBe("request.unauthenticated");
    const elsewhere = await fetch(`${server.url}/api/dropshipping/products/${randomUUID()}`, {
      method: "PATCH",
      headers,
      body: formOf(await pictureOf()),
    });
    expect(await reasonOf(elsewhere)).toBe("request.invalid");
    const beyond = await post("x".repeat(22 * 1024 ** 2), json).then(reasonOf, () => "the connection was closed");
    expect(["request.too_large", "the connection was closed"]).toContain(beyond);
  });
});

describe("signed links", () => {
  it("[MED-06] [AUT-08] open each size without a sign-in, to be kept by browsers, with nothing in it that could run", async () => {
    const { links } = await keep();
    for (const [size, type] of [
      ["thumbnail", "image/webp"],
      ["medium", "image/webp"],
      ["original", "image/png"],
    ] as const) {
      const response = await fetch(here(links[size]));
      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "content-type": type,
        "x-content-type-options": "nosniff",
        "content-security-policy": "sandbox; default-src 'none'",
        "content-disposition": expect.stringMatching(/^inline; filename="/) as unknown,
        "cache-control": expect.stringMatching(/^private, max-age=\d{5}, immutable$/) as unknown,
      });
      expect((await sharp(Buffer.from(await response.arrayBuffer())).metadata()).format).toBe(type.slice(6));
      const etag = response.headers.get("etag") ?? "";
      expect((await fetch(here(links[size]), { headers: { "if-none-match": etag } })).status).toBe(304);
    }
  });

  it("[MED-06] [AUT-08] open nothing else: another size, file, merchant, time or signature is refused with its reason", async () => {
    const [one, two] = [await keep(), await keep()];
    const url = new URL(here(one.links.thumbnail));
    const changed = [
      url.href.replace("thumbnail.webp", "original.png"),
      url.href.replace(one.id, two.id),
      url.href.replace(shop.merchant.id, randomUUID()),
      url.href.replace(/e=\d+/, (text) => `e=${Number(text.slice(2)) + 1}`),
      url.href.replace(/s=.*/, "s="),
      url.href.replace(/\?.*/, ""),
      url.href.replace("thumbnail.webp", "..%2f..%2fsecret.key"),
    ];
    for (const link of changed) {
      const response = await fetch(link);
      expect([response.status, await reasonOf(response)], link).toEqual([403, "media.link_invalid"]);
      expect(response.headers.get("cache-control")).toBe("no-store");
    }
  });

  it("[MED-06] stay the same for half a day, live for 12 to 24 hours, and say when they have expired", async () => {
    const HOUR_MS = 3_600_000;
    const file = { merchantId: shop.merchant.id, mediaId: randomUUID(), file: "medium.webp" };
    const start = 40_000 * 12 * HOUR_MS;
    const linkAt = (at: number) => mediaLink(server.platform, file, at);
    expect(linkAt(start)).toBe(linkAt(start + 12 * HOUR_MS - 1));
    expect(linkAt(start)).not.toBe(linkAt(start + 12 * HOUR_MS));
    const { searchParams } = new URL(linkAt(start));
    const proof = { window: searchParams.get("e") ?? "", signature: searchParams.get("s") ?? "" };
    const check = (at: number) => checkMediaLink(server.platform.keyring, file, proof, at);
    expect(check(start + 24 * HOUR_MS - 1).getTime()).toBe(start + 24 * HOUR_MS);
    expect(() => check(start + 24 * HOUR_MS)).toThrow("media.link_expired");
    const old = new URL(linkAt(Date.now() - 30 * HOUR_MS));
    expect(await reasonOf(await fetch(server.url + old.pathname + old.search))).toBe("media.link_expired");
  });

  it("[MED-06] begin with the delivery network's address where there is one, which may keep what it passes on", async () => {
    const cdn = await startTestServer(
      {
        media: { ...server.platform.media, linkBase: "https://cdn.example" },
        keyring: server.platform.keyring,
      },
      { MEDIA_CDN_URL: "https://cdn.example" },
    );
    try {
      const { links } = await keep();
      const url = new URL(mediaLink(cdn.platform, placeOf(links.medium)));
      expect(url.origin).toBe("https://cdn.example");
      const response = await fetch(cdn.url + url.pathname + url.search);
      expect(response.headers.get("cache-control")).toMatch(/^public, max-age=\d+, immutable$/);
    } finally {
      await cdn.stop();
    }
  });
});

const placeOf = (link: MediaView["links"]["medium"]) => {
  const [merchantId = "", mediaId = "", file = ""] = new URL(link).pathname.split("/").slice(-3);
  return { merchantId, mediaId, file };
};

it("[MED-06] the admin's pages may show pictures of this server and of nobody unsafe", async () => {
  const policy = (await fetch(`${server.url}/api/docs`)).headers.get("content-security-policy") ?? "";
  expect(policy).toContain("img-src 'self' https: data: blob:");
});
