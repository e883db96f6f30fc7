const MAX_BYTES = 100 * 1_024 * 1_024;

/** Meta fetches what an address holds. The sandbox has no internet: it looks at this machine only, and all else cannot be fetched. */
export async function fetchLinked(link: string): Promise<{ mimeType: string; sizeBytes: number } | null> {
  const { hostname } = new URL(link);
  if (!["127.0.0.1", "localhost", "[::1]"].includes(hostname)) return null;
  try {
    const response = await fetch(link, { signal: AbortSignal.timeout(5_000) });
    const mimeType = response.headers.get("content-type");
    if (!response.ok || mimeType === null) return null;
    const sizeBytes = (await response.arrayBuffer()).byteLength;
    return sizeBytes > MAX_BYTES ? null : { mimeType, sizeBytes };
  } catch {
    return null;
  }
}
