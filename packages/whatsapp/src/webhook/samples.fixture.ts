import { readdirSync, readFileSync } from "node:fs";

import { parseCloudWebhook } from "./parse-cloud.ts";
import { parseWhapiWebhook } from "./parse-whapi.ts";
import type { WebhookItem } from "./types.ts";

export const RECEIVED_AT = new Date("2026-09-23T12:00:00Z");
export const APP_SECRET = "sample-app-secret";

const FOLDERS = {
  "cloud-api": new URL("../../fixtures/cloud-api/", import.meta.url),
  whapi: new URL("../../fixtures/whapi/", import.meta.url),
};
export type Folder = keyof typeof FOLDERS;

/** The names of the samples, without their ending. */
export function sampleNames(folder: Folder): string[] {
  const files = readdirSync(FOLDERS[folder]).filter((name) => name.endsWith(".json"));
  return files.map((name) => name.replace(/\.json$/, "")).toSorted();
}

/** The exact bytes of a sample, by its name or the start of it ("04"). */
export function sampleBytes(folder: Folder, start: string): Buffer {
  const name = sampleNames(folder).find((found) => found.startsWith(start));
  return readFileSync(new URL(`${name}.json`, FOLDERS[folder]));
}

/** The signatures that the index lists, by sample. */
export function listedSignatures(): Map<string, string> {
  const index = readFileSync(new URL("INDEX.md", FOLDERS["cloud-api"]), "utf8");
  return new Map(
    [...index.matchAll(/^\| (\S+) \| `(sha256=[0-9a-f]{64})` \|$/gm)].map(([, name = "", sign = ""]) => [name, sign]),
  );
}

/** The items of a body of either vendor: bytes, or a value to be written as JSON. */
export function parse(folder: Folder, body: Uint8Array | object): WebhookItem[] {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
  const options = { receivedAt: RECEIVED_AT };
  return folder === "cloud-api" ? parseCloudWebhook(bytes, options) : parseWhapiWebhook(bytes, options);
}

/** The items of a sample. */
export function sample(folder: Folder, start: string): WebhookItem[] {
  return parse(folder, sampleBytes(folder, start));
}

/** The items of one kind, as that kind. */
export function only<K extends WebhookItem["kind"]>(
  items: readonly WebhookItem[],
  kind: K,
): Extract<WebhookItem, { kind: K }>[] {
  return items.filter((item): item is Extract<WebhookItem, { kind: K }> => item.kind === kind);
}

/** A Cloud API body with one change. */
export function cloudBody(value: unknown, field = "messages", time?: number): object {
  return { object: "whatsapp_business_account", entry: [{ id: "1001", time, changes: [{ field, value }] }] };
}
export const METADATA = { display_phone_number: "33639980010", phone_number_id: "2002" };
