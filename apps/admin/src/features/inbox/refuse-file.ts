import {
  CHAT_FILE_LIMITS,
  MAX_CHAT_FILE_BYTES,
  MAX_PICTURE_BYTES,
  type SendableKind,
} from "@nexusone/contracts/chat-file-terms";
import type { Locale } from "@nexusone/contracts/locale";
import { explain, type Explanation } from "@nexusone/contracts/reasons";

const MB = 1024 ** 2;

/** What is known to be refused before a byte is sent: by size, and by what the browser takes it for. The server looks at the content. */
export function refuseFile({ type, size }: Pick<File, "type" | "size">, locale: Locale): Explanation | undefined {
  const [kind, maxBytes] = limitOf(type.split(";")[0] ?? "");
  if (kind === undefined) return explain("chat_files.type_refused", locale);
  if (size === 0) return explain("chat_files.empty", locale);
  return size > maxBytes ? explain("chat_files.too_large", locale, { kind, megabytes: maxBytes / MB }) : undefined;
}

function limitOf(type: string): readonly [SendableKind | undefined, number] {
  // Pictures are made smaller, and what the browser has no word for may be anything.
  if (type.startsWith("image/")) return ["image", MAX_PICTURE_BYTES];
  if (type === "" || type === "text/csv") return ["document", MAX_CHAT_FILE_BYTES];
  const kinds = Object.keys(CHAT_FILE_LIMITS) as SendableKind[];
  const kind = kinds.find((one) => CHAT_FILE_LIMITS[one].types.some((known) => known === type));
  return [
    kind ?? (type.startsWith("text/") ? "document" : undefined),
    kind ? CHAT_FILE_LIMITS[kind].maxBytes : MAX_CHAT_FILE_BYTES,
  ];
}
