import type { Page } from "playwright-core";
import { open, press, product, type Screen } from "./screen.ts";

/** A few rows of the list, by the menu that phones have too. */
const choose = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: /^(More about this list|Plus d'actions)/ }).click();
  await page.getByRole("menuitem", { name: /^(Select products|Sélectionner)/ }).click();
  const boxes = page.locator('[data-scroll="catalogue"] [type="checkbox"]');
  for (const nth of [1, 2, 3]) await boxes.nth(nth).click();
};

/** What opens over a screen: dialogs, drawers, menus and the sums behind a number. */
export const DIALOGS: readonly Screen[] = [
  { name: "palette", path: "/catalogue", who: "much", act: press("Control+k") },
  {
    name: "palette-found",
    path: "/catalogue",
    who: "much",
    act: async (page) => {
      await press("Control+k")(page);
      await page.keyboard.type("cotton");
      await page.getByRole("option").nth(3).waitFor();
    },
  },
  {
    name: "more-sheet",
    path: "/catalogue",
    who: "much",
    act: async (page) => {
      const more = page.getByRole("button", { name: /^(More|Plus)$/ });
      // Wide screens have the rail.
      if (await more.isVisible()) await open(/^(More|Plus)$/, "dialog")(page);
    },
  },
  {
    name: "api-key-new",
    path: "/settings/api",
    who: "much",
    act: open(/Create a key|Créer une clé/, "dialog"),
  },
  { name: "user-menu", path: "/catalogue", who: "much", act: open(/Ada Demo/, "menu") },
  { name: "catalogue-sort", path: "/catalogue", who: "much", act: open(/^(Sort|Trier|Tri)/, "menu") },
  {
    name: "catalogue-more-filters",
    path: "/catalogue",
    who: "huge",
    act: open(/^(More filters|Plus de filtres)/, "dialog"),
  },
  {
    name: "catalogue-saved-filters",
    path: "/catalogue?stock=in&sort=name",
    who: "much",
    act: open(/^(Saved filters|Filtres enregistrés)/, "menu"),
  },
  {
    name: "catalogue-save-filter",
    path: "/catalogue?stock=in",
    who: "much",
    act: async (page) => {
      await open(/^(Saved filters|Filtres enregistrés)/, "menu")(page);
      await page.getByRole("menuitem", { name: /^(Save these|Enregistrer ces)/ }).click();
      await page.getByRole("dialog").locator("input").first().fill("Sold out");
    },
  },
  {
    name: "catalogue-manage-filters",
    path: "/catalogue",
    who: "much",
    act: async (page) => {
      await open(/^(Saved filters|Filtres enregistrés)/, "menu")(page);
      await page.getByRole("menuitem", { name: /^(Rename|Renommer)/ }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "catalogue-bulk-bar", path: "/catalogue", who: "huge", act: choose },
  {
    name: "catalogue-bulk-form",
    path: "/catalogue",
    who: "huge",
    act: async (page) => {
      await choose(page);
      await page.getByRole("button", { name: /^(Change|Modifier)$/ }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "catalogue-bulk-preview",
    path: "/catalogue?q=bamboo",
    who: "huge",
    act: async (page) => {
      await choose(page);
      await page.getByRole("button", { name: /^(Change|Modifier)$/ }).click();
      const dialog = page.getByRole("dialog");
      await dialog.locator("select").first().selectOption("percent");
      await dialog.locator("input").fill("10");
      await dialog.locator("button[type=submit]").click();
      await dialog.locator("tbody tr").first().waitFor();
    },
  },
  { name: "catalogue-quick-look", path: ({ productId }) => `/catalogue?look=${productId}`, who: "much" },
  {
    name: "product-sum",
    path: product,
    who: "much",
    act: async (page) => {
      await page.locator("main button[aria-expanded]").filter({ hasText: /%/ }).first().click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "product-price-typed",
    path: product,
    who: "much",
    act: async (page) => page.locator("main tbody input").first().fill("12.00"),
  },
  {
    name: "product-rule",
    path: product,
    who: "much",
    act: open(/Change the rule|Changer la règle/, "dialog"),
  },
  {
    name: "product-compare",
    path: product,
    who: "much",
    act: async (page) => {
      await open(/Compare with the supplier|Comparer avec le fournisseur/, "dialog")(page);
      await page.getByRole("dialog").getByRole("table").waitFor();
    },
  },
  {
    name: "product-remove",
    path: ({ ownId }) => `/catalogue/${ownId}`,
    who: "much",
    act: async (page) => {
      await open(/More actions|Autres actions/, "menu")(page);
      await page.getByRole("menuitem").last().click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "product-undo",
    path: ({ stockedId }) => `/catalogue/${stockedId}`,
    who: "much",
    act: open(/Undo the import|Annuler l['’]import/, "dialog"),
  },
  {
    name: "settings-extension-revoke",
    path: "/settings/extension",
    who: "much",
    act: open(/^(Revoke|Révoquer)/, "dialog"),
  },
  { name: "settings-team-remove", path: "/settings/team", who: "much", act: open(/Remove|Retirer Sam/, "dialog") },
  {
    name: "settings-cj-disconnect",
    path: "/settings/cj",
    who: "much",
    act: open(/^(Disconnect|Déconnecter)$/, "dialog"),
  },
];
