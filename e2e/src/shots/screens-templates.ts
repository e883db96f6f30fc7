import { CUT_OFF, cutOff, hold, open, type Screen } from "./screen.ts";

/** Message templates: the list, the editor in each state at Meta, and what is typed about a new one. */
export const TEMPLATES: readonly Screen[] = [
  { name: "templates", path: "/templates", who: "much" },
  { name: "templates-found", path: "/templates?q=order&status=approved&language=fr", who: "much" },
  { name: "templates-nothing-found", path: "/templates?q=zzzzzz", who: "much" },
  { name: "templates-empty", path: "/templates", who: "empty" },
  { name: "templates-support", path: "/templates", who: "support" },
  { name: "templates-loading", path: "/templates", who: "much", before: hold("templates.list"), waits: true },
  { name: "templates-failed", path: "/templates", who: "much", before: cutOff("templates.list"), expects: CUT_OFF },
  { name: "template-approved", path: ({ templateIds }) => `/templates/${templateIds.approved}`, who: "much" },
  { name: "template-lint", path: ({ templateIds }) => `/templates/${templateIds.rejected}`, who: "much" },
  { name: "template-arabic", path: ({ templateIds }) => `/templates/${templateIds.arabic}`, who: "much" },
  { name: "template-paused", path: ({ templateIds }) => `/templates/${templateIds.paused}`, who: "much" },
  { name: "template-support", path: ({ templateIds }) => `/templates/${templateIds.approved}`, who: "support" },
  {
    name: "template-order",
    path: ({ templateIds }) => `/templates/${templateIds.approved}`,
    who: "much",
    act: open(/^(Preview with an order|Aperçu avec une commande)$/, "dialog"),
  },
  {
    name: "template-variables",
    path: ({ templateIds }) => `/templates/${templateIds.approved}`,
    who: "much",
    act: open(/^(Insert a variable|Insérer une variable)$/, "menu"),
  },
  { name: "template-new", path: "/templates/new", who: "much" },
  {
    name: "template-obeyed",
    path: "/templates/new",
    who: "much",
    act: async (page) => {
      await page.getByRole("textbox", { name: /^Message/ }).fill("Come and see what is new in our shop.");
      for (const [at, [label, id]] of [
        ["Stop promotions", ""],
        ["Track my order", "stop promotions"],
      ].entries()) {
        await page.getByRole("button", { name: /^(Add a button|Ajouter un bouton)$/ }).click();
        await page.getByRole("menuitem", { name: /^(Quick reply|Réponse rapide)$/ }).click();
        await page
          .getByRole("textbox", { name: /^(Quick reply|Réponse rapide)$/ })
          .nth(at)
          .fill(label!); // both are written here
        await page
          .getByRole("textbox", { name: /^(Comes back as|Revient comme)/ })
          .nth(at)
          .fill(id!);
      }
      const clear = page.getByRole("button", { name: /^(Clear what comes back|Effacer ce qui revient)$/ });
      await clear.scrollIntoViewIfNeeded();
    },
  },
];
