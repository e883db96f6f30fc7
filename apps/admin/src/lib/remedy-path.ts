/** Screens that belong to a shop. Mails, the extension and remedies name them without one. */
const SHOP_SCREENS = [
  "/analytics",
  "/catalogue",
  "/customers",
  "/imports",
  "/inbox",
  "/notifications",
  "/orders",
  "/settings",
  "/system",
];

export const isShopScreen = (path: string): boolean =>
  SHOP_SCREENS.some((screen) => path === screen || path.startsWith(`${screen}/`) || path.startsWith(`${screen}?`));

/** A remedy's path as an address of the shop at hand; without one the root finds the last shop used. */
export const remedyPath = (href: string, slug: string | undefined): string =>
  slug !== undefined && isShopScreen(href) ? `/m/${slug}${href}` : href;
