import { parseJson } from "../shared/json.ts";

/** The value of a body; the reason and the text when it is no JSON. Bytes that are no UTF-8 cost their character only. */
export function readBody(rawBody: Uint8Array): { value: unknown } | { why: string; raw: string } {
  const source = new TextDecoder().decode(rawBody);
  try {
    return { value: parseJson(source) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The parser's own message quotes the body; NUL would be refused by a database.
    return { why: "no JSON", raw: source.replaceAll("\0", "\u{FFFD}") };
  }
}
