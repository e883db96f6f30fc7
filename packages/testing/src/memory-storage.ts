import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import type { MediaStorage } from "@nexusone/core/media/storage/storage";

/** A store of files without a disk, under the contract of the others. */
export function memoryStorage(): MediaStorage {
  const files = new Map<string, Buffer>();
  return {
    put: async (key, content) =>
      void files.set(key, Buffer.isBuffer(content) ? Buffer.from(content) : await readFile(content.path)),
    read: async (key, range) => {
      const whole = files.get(key);
      const bytes = range ? whole?.subarray(range.start, range.end + 1) : whole;
      return bytes && { bytes: bytes.length, content: Readable.from([bytes]) };
    },
    remove: async (keys) => keys.forEach((key) => files.delete(key)),
    removeMerchant: async (merchantId) => {
      for (const key of files.keys()) if (key.startsWith(`${merchantId}/`)) files.delete(key);
    },
    merchants: async () => [...new Set([...files.keys()].map((key) => key.slice(0, 36)))],
  };
}
