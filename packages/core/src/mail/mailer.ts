import { createTransport } from "nodemailer";

export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Whose words these are; the address stays ours. */
  readonly senderName?: string;
  readonly replyTo?: string;
  /** One for each letter, so that a server that gets it twice can tell. */
  readonly messageId?: string;
};
export type Mailer = { readonly send: (mail: Mail) => Promise<void>; readonly close: () => void };

/** Mails over SMTP (`smtp://` or `smtps://` URL). `send` calls the network and rejects when the server refuses. */
export function smtpMailer(url: string, from: string): Mailer {
  const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
  const transport = createTransport({ url, ...timeouts }, { from });
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
  return {
    send: async ({ senderName, messageId, ...mail }) => {
      await transport.sendMail({
        ...mail,
        ...(senderName !== undefined && { from: { name: senderName, address } }),
        ...(messageId !== undefined && { messageId: `<${messageId}@${address.split("@")[1] ?? "localhost"}>` }),
      });
    },
    close: () => transport.close(),
  };
}

/** What nodemailer says of a failure. */
type SmtpFailure = {
  readonly responseCode?: unknown;
  readonly syscall?: unknown;
  readonly code?: unknown;
  readonly command?: unknown;
  readonly timeoutType?: unknown;
};
const BEFORE_THE_LETTER = new Set([
  ...["EDNS", "EAUTH", "EENVELOPE", "ETLS"],
  ...["CONNECT_TIMEOUT", "GREETING_TIMEOUT", "UPGRADE_TIMEOUT"],
]);
/** Commands whose answer is about the one it is for, or the letter itself; all others are about us. */
const ABOUT_THE_LETTER = new Set(["RCPT TO", "DATA"]);

/** Whether the letter is surely with nobody: refused by the server, or never handed over. Of anything else nobody knows. */
export function wasNotTaken(error: unknown): boolean {
  const { responseCode, syscall, code, timeoutType } = error as SmtpFailure;
  return (
    typeof responseCode === "number" ||
    syscall === "connect" ||
    BEFORE_THE_LETTER.has(String(code)) ||
    BEFORE_THE_LETTER.has(String(timeoutType))
  );
}

/** Whether the server will refuse this letter whenever it is asked. A password that is wrong today is mended tomorrow. */
export function isRefusedForGood(error: unknown): boolean {
  const { responseCode, command } = error as SmtpFailure;
  return typeof responseCode === "number" && responseCode >= 500 && ABOUT_THE_LETTER.has(String(command));
}
