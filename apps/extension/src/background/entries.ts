import { CJ_HOSTS, parseProductUrl } from "@nexusone/cj/page";
import { CjProductId } from "@nexusone/contracts/ids";
import { SANDBOX_ORIGIN } from "../config.ts";
import { showPanel, showPopup } from "./show.ts";

const MENU = { link: "queue-link", page: "queue-page" } as const;
/** Names of the manifest's commands. */
export const COMMANDS = { panel: "open-panel", add: "add-product" } as const;

const sandboxHosts = SANDBOX_ORIGIN === null ? [] : [new URL(SANDBOX_ORIGIN).host];
/** The same pages as the content script's, products only. Match patterns know no port. */
const pattern = (path: string): string[] => [
  ...CJ_HOSTS.map((host) => `https://${host}${path}`),
  ...(SANDBOX_ORIGIN === null ? [] : [`http://127.0.0.1/*`]),
];
const PRODUCTS = [...pattern("/product/*"), ...pattern("/*product-detail.html*")];

export const productOf = (url: string | undefined): CjProductId | undefined => {
  const found = url === undefined ? undefined : parseProductUrl(url, { hosts: sandboxHosts });
  return CjProductId.safeParse(found?.pid).data;
};

/** Written anew when the extension is installed, updated or speaks another language: Chrome keeps the menu by itself. */
export async function writeMenu(title: string): Promise<void> {
  await chrome.contextMenus.removeAll();
  chrome.contextMenus.create({ id: MENU.link, title, contexts: ["link"], targetUrlPatterns: PRODUCTS });
  chrome.contextMenus.create({ id: MENU.page, title, contexts: ["page"], documentUrlPatterns: PRODUCTS });
}

/** The menu on CJ's product links and pages, and the keyboard's commands. Registered at the top level of the worker's first turn. */
export function listenToEntries(add: (pid: CjProductId, name: string | null) => Promise<unknown>): void {
  chrome.contextMenus.onClicked.addListener(({ menuItemId, linkUrl }, tab) => {
    const onLink = menuItemId === MENU.link;
    take(onLink ? linkUrl : tab?.url, onLink ? undefined : tab);
  });
  chrome.commands.onCommand.addListener((command, tab) => {
    if (command === COMMANDS.panel) void showPanel(tab?.windowId);
    if (command === COMMANDS.add) take(tab?.url, tab);
  });

  /** The toolbar's number answers; what cannot be taken is for the popup to explain. */
  function take(url: string | undefined, tab: chrome.tabs.Tab | undefined): void {
    const pid = productOf(url);
    if (pid) add(pid, tab?.title ?? null).catch(() => showPopup());
  }
}
