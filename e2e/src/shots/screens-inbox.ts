import type { Page } from "playwright-core";
import { png } from "../support/png.ts";
import { CUT_OFF, cutOff, hold, type Screen } from "./screen.ts";

const thread: Screen["path"] = ({ chatId }) => `/inbox/${chatId}`;

/** The thread with files of every kind, at its newest. */
async function openFiles(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Chloé Rossi" }).click();
  await page.locator("audio").first().waitFor();
}

/** Conversations: none, three, five thousand; a thread with every kind of message. */
export const INBOX: readonly Screen[] = [
  { name: "inbox-0", path: "/inbox", who: "empty" },
  { name: "inbox-3", path: "/inbox", who: "little" },
  { name: "inbox-5000", path: "/inbox", who: "huge" },
  { name: "inbox-search", path: "/inbox?q=colis", who: "much" },
  { name: "inbox-nothing-found", path: "/inbox?q=zzzzzz", who: "much" },
  { name: "inbox-thread", path: thread, who: "much" },
  {
    name: "inbox-thread-top",
    path: thread,
    who: "much",
    act: async (page) =>
      page.getByRole("listitem").filter({ hasText: "shop.example" }).first().scrollIntoViewIfNeeded(),
  },
  {
    name: "inbox-thread-middle",
    path: thread,
    who: "much",
    act: async (page) =>
      page.getByRole("article").filter({ hasText: "SKU-LAMP-BLUE" }).first().scrollIntoViewIfNeeded(),
  },
  { name: "inbox-files", path: "/inbox", who: "much", act: openFiles },
  {
    name: "inbox-files-picture",
    path: "/inbox",
    who: "much",
    act: async (page) => {
      await openFiles(page);
      await page
        .getByRole("region", { name: /^(Messages)$/ })
        .getByRole("button", { name: /Voilà la couleur$/ })
        .click();
      await page.getByRole("dialog").getByRole("img").waitFor();
    },
  },
  {
    name: "inbox-files-attach",
    path: "/inbox",
    who: "much",
    act: async (page) => {
      await openFiles(page);
      const input = page.locator("input[type=file]");
      await input.setInputFiles({ name: "lampe.png", mimeType: "image/png", buffer: png(90) });
      await page.getByRole("button", { name: /^(Take the file off|Retirer le fichier)$/ }).waitFor();
    },
  },
  {
    name: "inbox-files-several",
    path: "/inbox",
    who: "much",
    act: async (page) => {
      await openFiles(page);
      const picture = { name: "lampe.png", mimeType: "image/png", buffer: png(90) };
      await page.locator("input[type=file]").setInputFiles([
        picture,
        {
          name: "Notice d'utilisation de la lampe, toutes langues.txt",
          mimeType: "text/plain",
          buffer: picture.buffer,
        },
        { name: "film.webm", mimeType: "video/webm", buffer: picture.buffer },
      ]);
      await page.locator('[data-reason="chat_files.type_refused"]').waitFor();
      await page
        .getByRole("button", { name: /^(Stop the upload|Arrêter l'envoi)/ })
        .first()
        .waitFor({ state: "detached" });
    },
  },
  { name: "inbox-support", path: thread, who: "support" },
  {
    name: "inbox-panel",
    path: thread,
    who: "much",
    act: async (page, _seeded) => {
      const button = page.getByRole("button", { name: /^(Show|Hide) the customer$|^(Montrer|Cacher) le client$/ });
      await button.locator("visible=true").first().click();
    },
  },
  {
    name: "inbox-keys",
    path: "/inbox",
    who: "little",
    act: async (page) => {
      await page.getByRole("list").first().waitFor();
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "inbox-suggested",
    path: thread,
    who: "much",
    act: async (page) => {
      await page.getByRole("button", { name: /^(Suggest a reply|Proposer une réponse)$/ }).click();
      await page.getByRole("list", { name: /^(Drawn from|D'après)$/ }).waitFor();
    },
  },
  { name: "inbox-loading", path: "/inbox", who: "much", before: hold("conversations.list"), waits: true },
  { name: "inbox-failed", path: "/inbox", who: "much", before: cutOff("conversations.list"), expects: CUT_OFF },
];
