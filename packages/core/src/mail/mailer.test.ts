import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { linkMail } from "./link-mails.ts";
import { isRefusedForGood, smtpMailer, wasNotTaken, type Mailer } from "./mailer.ts";

let sandbox: Sandbox;
let mailer: Mailer;
beforeAll(async () => {
  sandbox = await startSandbox();
  mailer = smtpMailer(sandbox.smtpUrl, "NexusOne <hello@nexus.example>");
});
beforeEach(() => sandbox.control.reset());
afterAll(async () => {
  mailer.close();
  await sandbox.stop();
});

const url = "http://127.0.0.1:3000/auth/verify?token=abc";
const letter = (to: string, name = "Zoé") => ({ to, ...linkMail("verify_email", "fr", { name, url }) });

describe("smtpMailer", () => {
  it("delivers text and HTML with the sender, the accents and the link as they are", async () => {
    await mailer.send(letter("zoe@example.com"));
    const [mail] = await sandbox.control.mails.list({ to: "zoe@example.com" });
    expect(mail).toMatchObject({ from: "hello@nexus.example", subject: "Confirmez votre adresse e-mail" });
    expect(mail?.text).toContain("Bonjour Zoé,");
    expect(mail?.text).toContain(url);
    expect(mail?.html).toContain(url);
  });

  it("rejects when the server refuses, and works again afterwards", async () => {
    await sandbox.control.faults.add({ match: { vendor: "mail" }, kind: "status", times: 1 });
    await expect(mailer.send(letter("a@example.com"))).rejects.toThrow(/451|later/);
    await mailer.send(letter("a@example.com"));
    expect(await sandbox.control.mails.list({ to: "a@example.com" })).toHaveLength(1);
  });

  it("writes to the one address given, whatever stands in the words", async () => {
    const sly = "x\r\nBcc: everybody@example.com";
    await mailer.send({ ...letter("b@example.com", sly), subject: `Hello ${sly}` });
    const mails = await sandbox.control.mails.list();
    expect(mails.map((mail) => mail.to)).toEqual([["b@example.com"]]);
  });
});

describe("what a failure says of the letter", () => {
  it.each([
    ["nobody listens", { syscall: "connect", code: "ESOCKET" }, true, false],
    ["the server does not greet", { code: "ETIMEDOUT", timeoutType: "GREETING_TIMEOUT", command: "CONN" }, true, false],
    ["TLS cannot be set up", { code: "ETLS", command: "CONN" }, true, false],
    ["our password is wrong", { code: "EAUTH", responseCode: 535, command: "AUTH PLAIN" }, true, false],
    ["our own address is refused", { code: "EENVELOPE", responseCode: 550, command: "MAIL FROM" }, true, false],
    ["the mailbox is full", { code: "EENVELOPE", responseCode: 452, command: "RCPT TO" }, true, false],
    ["nobody has that address", { code: "EENVELOPE", responseCode: 550, command: "RCPT TO" }, true, true],
    ["the letter is refused", { code: "EMESSAGE", responseCode: 554, command: "DATA" }, true, true],
    [
      "it falls silent in the letter",
      { code: "ETIMEDOUT", timeoutType: "SOCKET_TIMEOUT", command: "CONN" },
      false,
      false,
    ],
    ["it hangs up in the letter", { code: "ECONNECTION", command: "DATA" }, false, false],
  ])("[ORD-12] %s", (_what, failure, notTaken, forGood) => {
    const error = Object.assign(new Error("SMTP"), failure);
    expect(wasNotTaken(error)).toBe(notTaken);
    expect(isRefusedForGood(error)).toBe(forGood);
  });
});
