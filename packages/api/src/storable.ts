import { DomainError } from "@nexusone/core/errors";
import { plainText } from "@nexusone/core/imports/plain-text";

/** Deeper than any input of ours; beyond it a body is only there to exhaust the stack. */
const DEEPEST = 64;

/**
 * What a caller sent, without what Postgres cannot keep: NUL characters and halves of surrogate pairs, which page texts cut
 * in the middle of an emoji do hold. Cleaned before validation, so that a text of nothing else counts as empty.
 * @throws request.invalid for a value nested deeper than 64
 */
export function storable(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return plainText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEEPEST) throw new DomainError("request.invalid", { problem: "the request is nested too deeply" });
  if (Array.isArray(value)) return value.map((item) => storable(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [plainText(key), storable(item, depth + 1)]));
}
