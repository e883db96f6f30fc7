import { createHmac, timingSafeEqual } from "node:crypto";
import type { MediaLinks } from "@nexusone/contracts/media";
import { MEDIA_TYPES, type MediaType } from "@nexusone/contracts/media-terms";
import { DomainError } from "../errors.ts";
import type { Platform } from "../platform.ts";
import type { Keyring } from "../secrets/keyring.ts";

export const MEDIA_FILES_PATH = "/api/media/files";
const PURPOSE = "media-link";
const WINDOW_MS = 12 * 60 * 60_000;
const SIGNATURE_BYTES = 16;

/** One picture in one size: `thumbnail.webp`, `original.jpg`. */
export type MediaFile = { readonly merchantId: string; readonly mediaId: string; readonly file: string };

export const keyOf = ({ merchantId, mediaId, file }: MediaFile): string => `${merchantId}/${mediaId}/${file}`;
export const originalName = (mime: MediaType): string => `original.${MEDIA_TYPES[mime]}`;
export const SMALL_FILES = { thumbnail: "thumbnail.webp", medium: "medium.webp" } as const;

/** The end of the window after the present one: all links of half a day are the same, and each lives for 12 to 24 hours of real time. */
const windowOf = (realNow: number): number => Math.floor(realNow / WINDOW_MS) + 2;
export const linksExpireAt = (realNow = Date.now()): Date => new Date(windowOf(realNow) * WINDOW_MS);

const sign = (key: Uint8Array, file: MediaFile, window: number): Buffer =>
  createHmac("sha256", key)
    .update(`${keyOf(file)} ${window}`)
    .digest()
    .subarray(0, SIGNATURE_BYTES);

const derived = new WeakMap<Keyring, Uint8Array>();
function keyFor(keyring: Keyring): Uint8Array {
  const known = derived.get(keyring);
  if (known) return known;
  const key = keyring.derive(PURPOSE);
  derived.set(keyring, key);
  return key;
}

/** Opens this file of this merchant, and nothing else, until it expires: `KEY?e=...&s=...`, to stand behind the path of its kind. */
export function signedKey(keyring: Keyring, file: MediaFile, realNow = Date.now()): string {
  const window = windowOf(realNow);
  const signature = sign(keyFor(keyring), file, window).toString("base64url");
  return `${keyOf(file)}?e=${window}&s=${signature}`;
}

/** A signed address of a picture. */
export const mediaLink = (
  { keyring, media }: Pick<Platform, "keyring" | "media">,
  file: MediaFile,
  realNow = Date.now(),
): string => `${media.linkBase}${MEDIA_FILES_PATH}/${signedKey(keyring, file, realNow)}`;

export function mediaLinks(
  platform: Platform,
  { merchantId, id, mime }: { readonly merchantId: string; readonly id: string; readonly mime: MediaType },
): MediaLinks {
  const link = (file: string) => mediaLink(platform, { merchantId, mediaId: id, file });
  return {
    thumbnail: link(SMALL_FILES.thumbnail),
    medium: link(SMALL_FILES.medium),
    original: link(originalName(mime)),
  };
}

/** @returns until when the link opens. @throws `media.link_invalid`, `media.link_expired` */
export function checkMediaLink(
  keyring: Keyring,
  file: MediaFile,
  { window, signature }: { readonly window: string; readonly signature: string },
  realNow = Date.now(),
): Date {
  const given = Buffer.from(signature, "base64url");
  const ours = /^\d{1,9}$/.test(window)
    ? keyring.deriveAll(PURPOSE).some((key) => {
        const expected = sign(key, file, Number(window));
        return given.length === expected.length && timingSafeEqual(given, expected);
      })
    : false;
  if (!ours) throw new DomainError("media.link_invalid");
  const until = new Date(Number(window) * WINDOW_MS);
  if (until.getTime() <= realNow) throw new DomainError("media.link_expired");
  return until;
}
