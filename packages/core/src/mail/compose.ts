import { inkOn, DEFAULT_ACCENT } from "@nexusone/contracts/customer-notice-terms";
import type { Locale } from "@nexusone/contracts/locale";
import type { Mail } from "./mailer.ts";

export type Letter = {
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  /** Names and values, a line each. */
  readonly facts?: readonly (readonly [name: string, value: string])[];
  readonly button?: { readonly label: string; readonly url: string } | undefined;
  /** Small print, e.g. how long the link works. */
  readonly note: string;
  /** Whose letter it is; ours without. */
  readonly brand?: { readonly name: string; readonly accent: string };
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
/** French sets it apart. */
const COLON: Record<Locale, string> = { en: ": ", fr: "\u00a0: " };
const OURS = { name: "NexusOne", accent: DEFAULT_ACCENT };

/** One letter as plain text and as HTML that needs no picture and no stylesheet. Names of people are text, never markup. */
export function compose(letter: Letter, locale: Locale): Omit<Mail, "to"> {
  const { subject, greeting, paragraphs, facts = [], button, note, brand = OURS } = letter;
  const text = [
    greeting,
    ...paragraphs,
    facts.map(([name, value]) => `${name}${COLON[locale]}${value}`).join("\n"),
    button && `${button.label}${COLON[locale]}${button.url}`,
    note,
    brand.name,
  ];
  const head =
    letter.brand && `<p style="margin:0 0 24px;font-weight:600;font-size:17px">${escape(letter.brand.name)}</p>`;
  const lines = [greeting, ...paragraphs].map((line) => `<p style="margin:0 0 16px">${escape(line)}</p>`).join("");
  const rows = facts
    .map(
      ([name, value]) =>
        `<tr><td style="padding:4px 16px 4px 0;color:#5b6475;vertical-align:top">${escape(name)}</td><td style="padding:4px 0;overflow-wrap:anywhere">${escape(value)}</td></tr>`,
    )
    .join("");
  const table = rows && `<table role="presentation" style="border-collapse:collapse;margin:0 0 16px">${rows}</table>`;
  const link =
    button &&
    `<p style="margin:24px 0"><a href="${escape(button.url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:${brand.accent};color:${inkOn(brand.accent)};text-decoration:none;font-weight:600">${escape(button.label)}</a></p>`;
  const html = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${escape(subject)}</title></head>
<body style="margin:0;padding:32px 16px;background:#f5f6f8;font:15px/1.5 Inter,Arial,sans-serif;color:#1c2230">
<div style="max-width:480px;margin:0 auto;padding:32px;background:#fff;border-radius:8px">${head ?? ""}${lines}${table}
${link ?? ""}
<p style="margin:0;color:#5b6475;font-size:13px">${escape(note)}</p></div></body></html>`;
  return {
    subject: subject.replace(/[\r\n]+/g, " "),
    text: text.filter((part) => part !== undefined && part !== "").join("\n\n"),
    html,
  };
}
