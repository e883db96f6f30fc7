import { createTransport } from "nodemailer";

export type Mail = { readonly to: string; readonly subject: string; readonly text: string; readonly html: string };
export type Mailer = { readonly send: (mail: Mail) => Promise<void>; readonly close: () => void };

/** Mails over SMTP (`smtp://` or `smtps://` URL). `send` calls the network and rejects when the server refuses. */
export function smtpMailer(url: string, from: string): Mailer {
  const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
  const transport = createTransport({ url, ...timeouts }, { from });
  return {
    send: async (mail) => {
      await transport.sendMail({ ...mail });
    },
    close: () => transport.close(),
  };
}
