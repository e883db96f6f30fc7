import { createHmac } from "node:crypto";
import type { Json } from "../model.ts";

/** One line, everything but plain ASCII as \uXXXX in small letters, `/` as `\/`, and `<`, `>`, `&`, `@` by their numbers too. */
export const escapedJson = (value: Json): string =>
  JSON.stringify(value).replace(/[/<>&@\u007f-\uffff]/g, (character) =>
    character === "/" ? "\\/" : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** What `X-Hub-Signature-256` holds: over the bytes as they go, under the app's secret. */
export const metaSignature = (body: string, secret: string): string =>
  `sha256=${createHmac("sha256", secret).update(body, "utf8").digest("hex")}`;
