import { parseProductUrl } from "@nexusone/cj/page";
import { CjProductId } from "@nexusone/contracts/ids";
import type { ReasonCode } from "@nexusone/contracts/reasons";

export type ResolvedRef = {
  readonly externalId: string | null;
  /** The variant an address preselects: quoted exactly. */
  readonly vid: string | null;
  readonly reason: ReasonCode | null;
};

/**
 * What each reference names: an id in CJ's spelling, or why it names nothing. The second mention of a product in one request
 * is refused, whatever form it has. `hosts`: further shop hosts, such as the simulated one.
 */
export function resolveRefs(refs: readonly string[], hosts: readonly string[]): ResolvedRef[] {
  const seen = new Set<string>();
  return refs.map((ref) => {
    const found = resolve(ref.trim(), hosts);
    if (!found) return { externalId: null, vid: null, reason: "import.url_unknown" };
    const vid = found.vid ?? null;
    if (seen.has(found.pid)) return { externalId: found.pid, vid, reason: "import.duplicate_in_request" };
    seen.add(found.pid);
    return { externalId: found.pid, vid, reason: null };
  });
}

function resolve(ref: string, hosts: readonly string[]): { pid: string; vid?: string } | undefined {
  if (CjProductId.safeParse(ref).success) return { pid: ref.toUpperCase() };
  // An address pasted without its scheme.
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(ref) ? ref : `https://${ref}`;
  return parseProductUrl(address, { hosts });
}
