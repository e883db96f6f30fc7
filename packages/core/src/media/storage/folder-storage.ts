import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkedKey, checkedMerchant, isMerchantFolder, type MediaStorage } from "./storage.ts";

const isMissing = (error: unknown): boolean =>
  ["ENOENT", "ENOTDIR"].includes(String((error as { code?: unknown }).code));

const removeEmpty = (folder: string): Promise<void> =>
  rmdir(folder).catch((error: unknown) => {
    if (!isMissing(error) && (error as { code?: unknown }).code !== "ENOTEMPTY") throw error;
  });

/** Files in a folder of this computer. Several processes may share it over a network file system. */
export function folderStorage(root: string): MediaStorage {
  const pathOf = (key: string) => join(root, ...checkedKey(key).split("/"));
  return {
    put: async (key, content) => {
      const path = pathOf(key);
      const folder = dirname(path);
      // Beside its place and then renamed: nobody ever reads half of it, and the name comes after the bytes.
      const made = join(folder, `.${randomUUID()}.part`);
      const begin = async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        return open(made, "w", 0o600);
      };
      // Once more when somebody has removed the merchant's empty folder in between.
      const file = await begin().catch((error: unknown) => (isMissing(error) ? begin() : Promise.reject(error)));
      try {
        await writeFile(file, Buffer.isBuffer(content) ? content : createReadStream(content.path));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(made, path);
    },
    read: async (key, range) => {
      const path = pathOf(key);
      try {
        const { size } = await stat(path);
        const bytes = range ? range.end - range.start + 1 : size;
        return { bytes, content: createReadStream(path, range) };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    remove: async (keys) => {
      const folders = new Set<string>();
      for (const key of keys) {
        const path = pathOf(key);
        folders.add(dirname(path));
        await rm(path, { force: true });
      }
      for (const folder of folders) {
        // Parts of a process that died lie there as well.
        for (const name of await readdir(folder).catch(() => []))
          if (name.endsWith(".part")) await rm(join(folder, name), { force: true });
        await removeEmpty(folder);
        await removeEmpty(dirname(folder));
      }
    },
    removeMerchant: async (merchantId) => rm(join(root, checkedMerchant(merchantId)), { recursive: true, force: true }),
    merchants: async () => {
      const names = await readdir(root).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      return names.filter(isMerchantFolder);
    },
  };
}
