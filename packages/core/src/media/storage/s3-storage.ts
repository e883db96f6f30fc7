import { createReadStream } from "node:fs";
import type * as Sdk from "@aws-sdk/client-s3";
import { checkedKey, checkedMerchant, isMerchantFolder, type MediaStorage } from "./storage.ts";

export type S3Settings = {
  /** Absent: Amazon's own, by region. */
  readonly endpoint?: string | undefined;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

/** A bucket may hold other things as well, and some servers group keys below a prefix only. */
const PREFIX = "media/";

/** A bucket of Amazon S3 or of anything that speaks its protocol. */
export function s3Storage(settings: S3Settings): MediaStorage {
  const Bucket = settings.bucket;
  // 22 MB of code: loaded where it is used.
  let opened: Promise<{ sdk: typeof Sdk; client: Sdk.S3Client }> | undefined;
  const open = () => (opened ??= connect(settings));

  const keysUnder = async function* (prefix: string): AsyncGenerator<string[]> {
    const { sdk, client } = await open();
    for (let ContinuationToken: string | undefined; ;) {
      const page = await client.send(new sdk.ListObjectsV2Command({ Bucket, Prefix: prefix, ContinuationToken }));
      const keys = (page.Contents ?? []).flatMap(({ Key }) => Key ?? []);
      if (keys.length > 0) yield keys;
      ContinuationToken = page.NextContinuationToken;
      if (ContinuationToken === undefined) return;
    }
  };
  const removeAll = async (keys: readonly string[]): Promise<void> => {
    if (keys.length === 0) return;
    const { sdk, client } = await open();
    const Objects = keys.map((Key) => ({ Key }));
    const { Errors = [] } = await client.send(
      new sdk.DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
    );
    const [first] = Errors;
    if (first) throw new Error(`the bucket kept ${String(first.Key)}: ${String(first.Code)}`);
  };

  return {
    put: async (key, content, contentType) => {
      const { sdk, client } = await open();
      await client.send(
        new sdk.PutObjectCommand({
          Bucket,
          Key: PREFIX + checkedKey(key),
          // A stream whose length is told is sent as it is read.
          ...(Buffer.isBuffer(content)
            ? { Body: content }
            : { Body: createReadStream(content.path), ContentLength: content.bytes }),
          ContentType: contentType,
        }),
      );
    },
    read: async (key, range) => {
      const { sdk, client } = await open();
      try {
        const { Body, ContentLength } = await client.send(
          new sdk.GetObjectCommand({
            Bucket,
            Key: PREFIX + checkedKey(key),
            ...(range && { Range: `bytes=${range.start}-${range.end}` }),
          }),
        );
        // In Node the body is a readable stream; the type covers browsers as well.
        return Body && { bytes: ContentLength ?? 0, content: Body as NodeJS.ReadableStream };
      } catch (error) {
        if (error instanceof sdk.NoSuchKey) return undefined;
        throw error;
      }
    },
    remove: async (keys) => removeAll(keys.map((key) => PREFIX + checkedKey(key))),
    removeMerchant: async (merchantId) => {
      for await (const keys of keysUnder(`${PREFIX}${checkedMerchant(merchantId)}/`)) await removeAll(keys);
    },
    merchants: async () => {
      const { sdk, client } = await open();
      const found = new Set<string>();
      // A page of keys, then on behind all of its last merchant's ("0" follows "/"): servers group keys in different ways.
      for (let StartAfter: string | undefined; ;) {
        const { Contents = [] } = await client.send(
          new sdk.ListObjectsV2Command({ Bucket, Prefix: PREFIX, ...(StartAfter && { StartAfter }) }),
        );
        const names = Contents.flatMap(({ Key }) => Key?.slice(PREFIX.length).split("/")[0] ?? []);
        const last = names.at(-1);
        if (last === undefined) return [...found].filter(isMerchantFolder);
        for (const name of names) found.add(name);
        StartAfter = `${PREFIX}${last}0`;
      }
    },
  };
}

async function connect({ endpoint, region, accessKeyId, secretAccessKey }: S3Settings) {
  const sdk = await import("@aws-sdk/client-s3");
  const client = new sdk.S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    // Servers other than Amazon's often answer on one name only, and some store the SDK's trailing checksums as content.
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
  });
  return { sdk, client };
}
