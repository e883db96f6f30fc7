import sanitizeHtml from "sanitize-html";

const BLOCKS = ["p", "div", "br", "hr", "ul", "ol", "li", "blockquote", "pre", "figure", "figcaption"];
const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"];
const INLINE = ["b", "strong", "i", "em", "u", "s", "small", "sub", "sup", "span", "code"];
const TABLES = ["table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"];
const MAX_LENGTH = 200_000;

/** Paragraphs left empty by a dropped picture, and a heading with nothing after it ("Product image:"). */
const EMPTY = /<(p|div|figure)>(?:\s|<br \/>)*<\/\1>/g;
const LAST_HEADING = /<p>(?:<(b|strong)>)[^<]{1,60}:<\/\1><\/p>\s*$/;

/**
 * A supplier's or merchant's HTML reduced to what a description needs: text, lists, tables and pictures over https. No
 * scripts, handlers, frames, styles, forms or links; what stood inside a dropped script or style goes with it.
 */
export function sanitizeDescription(html: string): string {
  const clean = sanitizeHtml(html.slice(0, MAX_LENGTH), {
    allowedTags: [...BLOCKS, ...HEADINGS, ...INLINE, ...TABLES, "img"],
    allowedAttributes: {
      img: ["src", "alt", "width", "height", "loading", "referrerpolicy"],
      td: ["colspan", "rowspan"],
      th: ["colspan", "rowspan"],
    },
    allowedSchemes: [],
    allowedSchemesByTag: { img: ["https"] },
    allowedSchemesAppliedToAttributes: ["src"],
    allowProtocolRelative: false,
    disallowedTagsMode: "discard",
    nestingLimit: 60,
    transformTags: {
      // Protocol-relative addresses are common at CJ and mean https to us.
      img: (tagName, { src = "", alt = "", width, height }) => ({
        tagName,
        attribs: {
          src: src.trim().startsWith("//") ? `https:${src.trim()}` : src,
          alt,
          ...(digits(width) && { width: digits(width) }),
          ...(digits(height) && { height: digits(height) }),
          loading: "lazy",
          referrerpolicy: "no-referrer",
        },
      }),
    },
    exclusiveFilter: ({ tag, attribs }) => tag === "img" && !/^https:\/\/[^\s"'<>]+$/i.test(attribs["src"] ?? ""),
  });
  return clean.replaceAll(EMPTY, "").replace(LAST_HEADING, "").trim();
}

const digits = (value: string | undefined): string => /^\d{1,4}$/.exec(value ?? "")?.[0] ?? "";

/** Text as somebody types it into a plain field: blank lines part paragraphs. What has tags of its own stays as it is. Pure. */
export function textToHtml(text: string): string {
  if (text.trim() === "" || /<[a-z][^>]*>/i.test(text)) return text;
  const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return safe
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${paragraph.trim().replaceAll("\n", "<br>")}</p>`)
    .join("");
}
