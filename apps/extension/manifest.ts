import type { ManifestV3Export } from "@crxjs/vite-plugin";
import { CJ_HOSTS } from "@nexusone/cj/page";
import type { Target } from "./targets.ts";

// The public half only: it fixes the id (packages/contracts/src/extension-id.ts) wherever the folder lies.
export const KEY =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAlyfI9tQpdo6vLPJGYUleWqXvkf/lOaYHEC87tQ6ecamA41GQLdcnkVveArkr4QvBknpprCEEU6yROllkL6peVvxlImx8+DtKF2/GNMBJpHJNB2UgkG1qLxF+/ao82gaPRXnfYAy8PUwEHY4fCo00tWp5Bi5xs5NAwYUGgqldEhocwjEVMFSVtPkSU2tyTpzVu8xs00zmw4NwWGfekaj2l4trK1okMpWXiMxXU1bfbUG1KigTpsjQXH9H4e1pYrbxajQHAnAXP1+j8Cl41rL/mN9Q9xQaFLqRve0m1U6DntZ66ehCkdRyzDYt4+ehial7uLkR6Kz490yOJBtEM+o5vQIDAQAB";

const LOOPBACK = ["http://127.0.0.1/*", "http://localhost/*"];

export const CONTENT_SCRIPT = "src/content/main.iife.ts";

/** docs/adr/0009-extension-permissions.md and 0012 say what each permission is for; nothing else is asked for. */
export function manifest(target: Target, version: string): Extract<ManifestV3Export, { manifest_version: number }> {
  const development = target.sandboxOrigin !== null;
  const shop = CJ_HOSTS.map((host) => `https://${host}/*`);
  const pages = development ? [...shop, ...LOOPBACK] : shop;
  const server = development ? [...LOOPBACK, ...own(target)] : [`${target.serverOrigin}/*`];
  return {
    manifest_version: 3,
    name: development ? "NexusOne (development)" : "NexusOne for CJ",
    short_name: "NexusOne",
    description: "__MSG_description__",
    default_locale: "en",
    version,
    key: KEY,
    minimum_chrome_version: "123",
    icons: { 16: "icons/16.png", 32: "icons/32.png", 48: "icons/48.png", 128: "icons/128.png" },
    action: { default_popup: "src/popup/popup.html", default_title: "NexusOne" },
    background: { service_worker: "src/background/main.ts", type: "module" },
    content_scripts: [{ matches: pages, js: [CONTENT_SCRIPT], run_at: "document_idle" }],
    side_panel: { default_path: "src/panel/panel.html" },
    options_ui: { page: "src/options/options.html", open_in_tab: true },
    commands: {
      "open-panel": { suggested_key: { default: "Alt+Shift+Q" }, description: "__MSG_commandPanel__" },
      "add-product": { suggested_key: { default: "Alt+Shift+A" }, description: "__MSG_commandAdd__" },
    },
    permissions: ["storage", "scripting", "alarms", "sidePanel", "contextMenus"],
    host_permissions: [...new Set([...pages, ...server])],
    // A server of one's own, named when pairing by code: asked for on that click, never before.
    optional_host_permissions: ["https://*/*"],
    externally_connectable: { matches: server },
  };
}

/** Match patterns know no port, so a loopback origin is covered by the two patterns above. */
const own = ({ serverOrigin }: Target): string[] =>
  /^http:\/\/(127\.0\.0\.1|localhost)(:|$)/.test(serverOrigin) ? [] : [`${serverOrigin}/*`];
