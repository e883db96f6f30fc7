import { join, resolve } from "node:path";
import { folderStorage } from "@nexusone/core/media/storage/folder-storage";
import { s3Storage } from "@nexusone/core/media/storage/s3-storage";
import type { Platform } from "@nexusone/core/platform";
import type { Config } from "./config.ts";

/** Pictures lie in a bucket where one is configured, else in a folder of this installation. */
export function mediaOf(config: Config, home: string): Platform["media"] {
  const linkBase = (config.MEDIA_CDN_URL ?? config.publicUrl).replace(/\/+$/, "");
  const {
    MEDIA_S3_BUCKET: bucket,
    MEDIA_S3_ACCESS_KEY_ID: accessKeyId,
    MEDIA_S3_SECRET_ACCESS_KEY: secretAccessKey,
    MEDIA_S3_REGION: region,
    MEDIA_S3_ENDPOINT: endpoint,
  } = config;
  const storage =
    bucket && accessKeyId && secretAccessKey
      ? s3Storage({ bucket, accessKeyId, secretAccessKey, region, endpoint })
      : folderStorage(resolve(config.MEDIA_DIR ?? join(home, "media")));
  return { storage, linkBase, scratch: join(home, "scratch") };
}
