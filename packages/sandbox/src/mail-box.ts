import type { CaughtMail } from "./control-types.ts";

const KEPT = 500;

/** The mails that were sent, newest last. */
export class MailBox {
  private mails: CaughtMail[] = [];
  private nextId = 1;

  add(mail: Omit<CaughtMail, "id" | "links">): void {
    this.mails.push({ ...mail, id: this.nextId++, links: linksIn(`${mail.text}\n${mail.html}`) });
    if (this.mails.length > KEPT) this.mails.shift();
  }

  list(to?: string): CaughtMail[] {
    return to === undefined
      ? [...this.mails]
      : this.mails.filter((mail) => mail.to.some((address) => address.toLowerCase() === to.toLowerCase()));
  }

  clear(): void {
    this.mails = [];
  }
}

/** Addresses in text and in HTML attributes; entities of HTML are undone and sentence ends dropped. */
function linksIn(content: string): string[] {
  const found = content.match(/https?:\/\/[^\s"'<>\\)\]]+/g) ?? [];
  return [...new Set(found.map((link) => link.replaceAll("&amp;", "&").replace(/[.,;:!?]+$/, "")))];
}
