/** The server somebody typed, with or without its scheme; undefined for what is no http(s) address. */
export function serverAddress(text: string): URL | undefined {
  const address = text.includes("://") ? text : `https://${text}`;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return /^https?:$/.test(url.protocol) ? url : undefined;
}
