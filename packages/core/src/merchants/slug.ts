import { randomBytes } from "node:crypto";

/** "Café Lumière & Co" is "cafe-lumiere-co"; a name without Latin letters or digits is "shop". */
export function slugOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
  return slug || "shop";
}

/** What to try in turn: the plain slug, a few numbers, then chance. */
export function* slugCandidates(name: string): Generator<string> {
  const slug = slugOf(name);
  yield slug;
  for (let number = 2; number <= 4; number += 1) yield `${slug}-${number}`;
  for (let attempt = 0; attempt < 4; attempt += 1) yield `${slug}-${randomBytes(4).toString("hex")}`;
}
