import type { MediaKind } from "../webhook/message-types.ts";
import type { OutgoingHeader, OutgoingMessage } from "./outgoing.ts";

/** Lengths in characters a person sees as such by code point (facts section 6). */
export const LIMITS = {
  text: 4096,
  caption: 1024,
  buttonsBody: 1024,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  headerText: 60,
  footer: 60,
  listBody: 4096,
  listLabel: 20,
  sections: 10,
  rows: 10,
  sectionTitle: 24,
  rowTitle: 24,
  rowDescription: 72,
  rowId: 200,
} as const;

/**
 * To one person: a message every six seconds, or up to so many within six seconds, borrowed from the time that follows: until all of
 * them are paid back nothing more is taken (131056, facts section 10).
 */
export const PAIR_PACE = { everyMs: 6_000, burst: 45 } as const;

const KB = 1024;
const MB = 1024 * KB;

/** Types and sizes of files that WhatsApp takes (facts section 7). `*` stands for any valid type. */
export const MEDIA_LIMITS: Record<MediaKind, { mimeTypes: readonly string[]; maxBytes: number }> = {
  image: { mimeTypes: ["image/jpeg", "image/png"], maxBytes: 5 * MB },
  video: { mimeTypes: ["video/mp4", "video/3gpp"], maxBytes: 16 * MB },
  audio: {
    mimeTypes: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"],
    maxBytes: 16 * MB,
  },
  document: { mimeTypes: ["*"], maxBytes: 100 * MB },
  sticker: { mimeTypes: ["image/webp"], maxBytes: 500 * KB },
};
export const STILL_STICKER_MAX_BYTES = 100 * KB;
/** Up to here a voice note plays without being downloaded first. */
export const VOICE_INLINE_MAX_BYTES = 512 * KB;

export type LimitProblem = {
  code: "empty" | "too_long" | "too_many" | "not_unique" | "missing" | "not_allowed" | "too_big" | "wrong_type";
  /** Which part: "buttons[2].title". */
  part: string;
  limit: number | null;
  actual: number | null;
};

/** Length as WhatsApp counts: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** The text cut to at most so many characters, never inside what a person sees as one (an emoji of several parts). */
export function cutText(text: string, max: number): string {
  if (lengthOf(text) <= max) return text;
  let kept = "";
  let length = 0;
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)) {
    length += lengthOf(segment);
    if (length > max) break;
    kept += segment;
  }
  return kept;
}

/** What WhatsApp would refuse of a message before it looks at window, person or template; empty when nothing. */
export function problemsOf(message: OutgoingMessage): LimitProblem[] {
  switch (message.type) {
    case "text":
      return lengthProblems("text", message.text, LIMITS.text);
    case "media":
      return [
        ...optionalLength("caption", message.caption, LIMITS.caption),
        ...(message.caption !== undefined && (message.media === "audio" || message.media === "sticker")
          ? [problem("not_allowed", "caption")]
          : []),
      ];
    case "buttons":
      return [
        ...lengthProblems("body", message.body, LIMITS.buttonsBody),
        ...countProblems("buttons", message.buttons.length, LIMITS.buttons),
        ...message.buttons.flatMap(({ id, title }, index) => [
          ...lengthProblems(`buttons[${index}].id`, id, LIMITS.buttonId),
          ...lengthProblems(`buttons[${index}].title`, title, LIMITS.buttonTitle),
        ]),
        ...uniqueProblems(
          "buttons.id",
          message.buttons.map(({ id }) => id),
        ),
        ...uniqueProblems(
          "buttons.title",
          message.buttons.map(({ title }) => title),
        ),
        ...headerProblems(message.header),
        ...optionalLength("footer", message.footer, LIMITS.footer),
      ];
    case "list":
      return listProblems(message);
    case "location":
      return Math.abs(message.latitude) <= 90 && Math.abs(message.longitude) <= 180
        ? []
        : [problem("wrong_type", "location")];
    case "reaction":
      return message.messageId === "" ? [problem("missing", "messageId")] : [];
    case "template":
      return message.name === "" || message.language === "" ? [problem("missing", "name")] : [];
  }
}

function listProblems(message: OutgoingMessage & { type: "list" }): LimitProblem[] {
  const rows = message.sections.flatMap((section) => section.rows);
  return [
    ...lengthProblems("body", message.body, LIMITS.listBody),
    ...lengthProblems("label", message.label, LIMITS.listLabel),
    ...countProblems("sections", message.sections.length, LIMITS.sections),
    // Ten in the whole list, not in each section.
    ...countProblems("rows", rows.length, LIMITS.rows),
    ...message.sections.flatMap((section, at) => {
      const part = `sections[${at}]`;
      const needsTitle = message.sections.length > 1 && !section.title;
      return [
        ...(needsTitle ? [problem("missing", `${part}.title`)] : []),
        ...(section.rows.length === 0 ? [problem("empty", `${part}.rows`)] : []),
        ...optionalLength(`${part}.title`, section.title, LIMITS.sectionTitle),
        ...section.rows.flatMap((row, index) => [
          ...lengthProblems(`${part}.rows[${index}].id`, row.id, LIMITS.rowId),
          ...lengthProblems(`${part}.rows[${index}].title`, row.title, LIMITS.rowTitle),
          ...optionalLength(`${part}.rows[${index}].description`, row.description, LIMITS.rowDescription),
        ]),
      ];
    }),
    ...uniqueProblems(
      "rows.id",
      rows.map(({ id }) => id),
    ),
    ...optionalLength("header", message.header, LIMITS.headerText),
    ...optionalLength("footer", message.footer, LIMITS.footer),
  ];
}

function headerProblems(header: OutgoingHeader | undefined): LimitProblem[] {
  return header?.type === "text" ? lengthProblems("header", header.text, LIMITS.headerText) : [];
}

function lengthProblems(part: string, text: string, limit: number): LimitProblem[] {
  if (text.trim() === "") return [problem("empty", part)];
  const actual = lengthOf(text);
  return actual > limit ? [problem("too_long", part, limit, actual)] : [];
}

function optionalLength(part: string, text: string | undefined, limit: number): LimitProblem[] {
  return text === undefined || text === "" ? [] : lengthProblems(part, text, limit);
}

function countProblems(part: string, actual: number, limit: number): LimitProblem[] {
  if (actual === 0) return [problem("empty", part)];
  return actual > limit ? [problem("too_many", part, limit, actual)] : [];
}

function uniqueProblems(part: string, values: readonly string[]): LimitProblem[] {
  return new Set(values).size === values.length ? [] : [problem("not_unique", part)];
}

function problem(
  code: LimitProblem["code"],
  part: string,
  limit: number | null = null,
  actual: number | null = null,
): LimitProblem {
  return { code, part, limit, actual };
}

/** `audio/ogg; codecs=opus` is `audio/ogg`. */
export function bareMimeType(mimeType: string): string {
  return mimeType.split(";")[0]?.trim().toLowerCase() ?? "";
}

/** As what a file can be sent; everything else goes as a document. Stickers are asked for, never guessed. */
export function mediaKindOf(mimeType: string): Exclude<MediaKind, "sticker"> {
  const bare = bareMimeType(mimeType);
  for (const kind of ["image", "video", "audio"] as const) if (MEDIA_LIMITS[kind].mimeTypes.includes(bare)) return kind;
  return "document";
}

/** What WhatsApp would refuse of a file (errors 131053, 131052); null when nothing. */
export function mediaProblem(file: {
  media: MediaKind;
  mimeType: string;
  sizeBytes: number;
  animated?: boolean;
}): LimitProblem | null {
  const { mimeTypes, maxBytes } = MEDIA_LIMITS[file.media];
  const limit = file.media === "sticker" && !file.animated ? STILL_STICKER_MAX_BYTES : maxBytes;
  const bare = bareMimeType(file.mimeType);
  const isKnown = mimeTypes.includes(bare) || (mimeTypes.includes("*") && /^[\w.+-]+\/[\w.+-]+$/.test(bare));
  if (!isKnown) return problem("wrong_type", "file");
  if (file.sizeBytes === 0) return problem("empty", "file");
  return file.sizeBytes > limit ? problem("too_big", "file", limit, file.sizeBytes) : null;
}
