import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { memoryStorage } from "@nexusone/testing/memory-storage";
import S3rver from "s3rver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderStorage } from "./folder-storage.ts";
import { s3Storage } from "./s3-storage.ts";
import type { MediaStorage } from "./storage.ts";

const BUCKET = "pictures";
const KEYS = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
let folder: string;
let s3: S3rver;
let endpoint: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nexusone-storage-"));
  s3 = new S3rver({ port: 0, address: "127.0.0.1", silent: true, directory: join(folder, "s3") });
  const { port } = await s3.run();
  endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({ region: "us-east-1", endpoint, forcePathStyle: true, credentials: KEYS });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
});
afterAll(async () => {
  await s3.close();
  await rm(folder, { recursive: true, force: true });
});

const STORAGES: readonly (readonly [string, () => MediaStorage])[] = [
  ["a folder", () => folderStorage(join(folder, "files"))],
  ["a bucket of a real S3 server", () => s3Storage({ endpoint, region: "us-east-1", bucket: BUCKET, ...KEYS })],
  ["the memory of tests", memoryStorage],
];

describe.each(STORAGES)("[MED-06] %s", (_name, make) => {
  const merchantId = randomUUID();
  const key = (file = "medium.webp", merchant = merchantId) => `${merchant}/${randomUUID()}/${file}`;
  const read = async (storage: MediaStorage, at: string) => {
    const found = await storage.read(at);
    return found && { bytes: found.bytes, content: await buffer(found.content) };
  };

  it("gives back what was put, byte for byte, and the newest of what was put twice", async () => {
    const storage = make();
    const at = key();
    const large = Buffer.alloc(3_000_000, "abc\r\n");
    for (const content of [Buffer.from("TINY"), large]) {
      await storage.put(at, content, "image/webp");
      expect(await read(storage, at)).toEqual({ bytes: content.length, content });
    }
  });

  it("has nothing under a key nobody put, and removes what is not there as well", async () => {
    const storage = make();
    expect(await storage.read(key())).toBeUndefined();
    const [one, two] = [key(), key()];
    await storage.put(one, Buffer.from("1"), "image/webp");
    await storage.remove([one, two, one]);
    await storage.remove([]);
    expect(await storage.read(one)).toBeUndefined();
  });

  it("removes one merchant's files, all of them, and knows whose there are", async () => {
    const storage = make();
    const [gone, stays] = [randomUUID(), randomUUID()];
    const kept = key("original.jpg", stays);
    for (const at of [key("medium.webp", gone), key("original.png", gone), kept])
      await storage.put(at, Buffer.from(at), "image/png");
    expect(await storage.merchants()).toEqual(expect.arrayContaining([gone, stays]));
    await storage.removeMerchant(gone);
    await storage.removeMerchant(gone);
    expect(await storage.merchants()).not.toContain(gone);
    expect((await read(storage, kept))?.content.toString()).toBe(kept);
  });
});

it("[MED-06] a folder takes no key that could lead out of it, and leaves no empty folders behind", async () => {
  const root = join(folder, "careful");
  const storage = folderStorage(root);
  for (const key of ["../../etc/passwd", `${randomUUID()}/../x.png`, `/${randomUUID()}/${randomUUID()}/a.png`])
    await expect(storage.put(key, Buffer.from("x"), "image/png")).rejects.toThrow("not a key");
  await expect(storage.removeMerchant("..")).rejects.toThrow("not the id");
  const [merchantId, id] = [randomUUID(), randomUUID()];
  await storage.put(`${merchantId}/${id}/original.png`, Buffer.from("x"), "image/png");
  await storage.remove([`${merchantId}/${id}/original.png`]);
  expect(await readdir(root)).toEqual([]);
});

it("[MED-06] a bucket that does not answer is an error, not an empty one", async () => {
  const storage = s3Storage({ endpoint: "http://127.0.0.1:9", region: "x", bucket: BUCKET, ...KEYS });
  const key = `${randomUUID()}/${randomUUID()}/original.png`;
  await expect(storage.read(key)).rejects.toThrow();
});
