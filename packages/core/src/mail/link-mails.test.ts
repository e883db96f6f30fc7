import { LOCALES } from "@nexusone/contracts/locale";
import { describe, expect, it } from "vitest";
import { linkMail } from "./link-mails.ts";

const url = "https://nexus.example/auth/magic?token=abc&x=1";
const KINDS = ["magic_link", "verify_email", "reset_password", "invitation"] as const;

describe("mails with a link", () => {
  it("carry it as text and as HTML in every language, with every place filled", () => {
    for (const kind of KINDS)
      for (const locale of LOCALES) {
        const mail = linkMail(kind, locale, { name: "Zoé", merchant: "Café", url });
        expect(mail.text, `${kind} ${locale}`).toContain(url);
        expect(mail.html).toContain(`href="https://nexus.example/auth/magic?token=abc&#38;x=1"`);
        expect(mail.html).toContain(`<html lang="${locale}">`);
        expect(mail.subject + mail.text + mail.html).not.toMatch(/\{(name|merchant)\}|undefined/);
      }
  });

  it("say the same in different words per language", () => {
    for (const kind of KINDS) {
      const [en, fr] = LOCALES.map((locale) => linkMail(kind, locale, { name: "Z", merchant: "C", url }));
      expect(en?.subject).not.toBe(fr?.subject);
      expect(en?.text).not.toBe(fr?.text);
    }
  });

  it("take names for text: no markup, no second header line", () => {
    const hostile = `<script>alert(1)</script>\r\nBcc: all@example.com`;
    const mail = linkMail("invitation", "en", { name: hostile, merchant: hostile, url });
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.html).not.toContain("<script>");
  });
});
