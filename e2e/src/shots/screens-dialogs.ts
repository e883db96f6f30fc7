import { open, press, type Screen } from "./screen.ts";

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
    name: "api-key-new",
    path: "/settings/api",
    who: "much",
    act: open(/Create a key|Créer une clé/, "dialog"),
  },
  { name: "user-menu", path: "/catalogue", who: "much", act: open(/Ada Demo/, "menu") },
  { name: "catalogue-sort", path: "/catalogue", who: "much", act: open(/^(Sort|Trier|Tri)/, "menu") },
  { name: "catalogue-quick-look", path: ({ productId }) => `/catalogue?look=${productId}`, who: "much" },
  {
    name: "product-sum",
    path: ({ productId }) => `/catalogue/${productId}`,
    who: "much",
    act: async (page) => {
      await page.locator("main button[aria-expanded]").filter({ hasText: /%/ }).first().click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "product-price-typed",
    path: ({ productId }) => `/catalogue/${productId}`,
    who: "much",
    act: async (page) => page.locator("main tbody input").first().fill("12.00"),
  },
  {
    name: "product-rule",
    path: ({ productId }) => `/catalogue/${productId}`,
    who: "much",
    act: open(/Change the rule|Changer la règle/, "dialog"),
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
