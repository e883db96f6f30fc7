import type { Locale } from "@nexusone/contracts/locale";
import type { Mail } from "./mailer.ts";

export type Letter = {
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly button: { readonly label: string; readonly url: string };
  /** Small print, e.g. how long the link works. */
  readonly note: string;
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** One letter as plain text and as HTML that needs no picture and no stylesheet. Names of people are text, never markup. */
export function compose(letter: Letter, locale: Locale): Omit<Mail, "to"> {
  const { subject, greeting, paragraphs, button, note } = letter;
  const text = [greeting, ...paragraphs, `${button.label}: ${button.url}`, note, "NexusOne"].join("\n\n");
  const lines = [greeting, ...paragraphs].map((line) => `<p style="margin:0 0 16px">${escape(line)}</p>`).join("");
  const html = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${escape(subject)}</title></head>
<body style="margin:0;padding:32px 16px;background:#f5f6f8;font:15px/1.5 Inter,Arial,sans-serif;color:#1c2230">
<div style="max-width:480px;margin:0 auto;padding:32px;background:#fff;border-radius:8px">${lines}
<p style="margin:24px 0"><a href="${escape(button.url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#4f46e5;color:#fff;text-decoration:none;font-weight:600">${escape(button.label)}</a></p>
<p style="margin:0;color:#5b6475;font-size:13px">${escape(note)}</p></div></body></html>`;
  return { subject: subject.replace(/[\r\n]+/g, " "), text, html };
}
