import type { Page } from "playwright-core";
import { changed, CUT_OFF, cutOff, hold, open, type Screen } from "./screen.ts";

const LIST = "/settings/whatsapp";
const number: Screen["path"] = ({ channelId }) => `${LIST}/${channelId}`;

const bannered = async (page: Page) => page.locator("p[role=status]").waitFor();

type Row = {
  id: string;
  state: string;
  reason: string | null;
  pausedReason: string | null;
  pausedUntil: string | null;
};
type Numbers = { channels: Row[] };
const down = { state: "failing", reason: "channels.token_dead" };
const failing = changed<Numbers>("channels.list", ({ channels, ...rest }) => ({
  ...rest,
  channels: channels.map((row, nth) => ({ ...row, ...(nth === 0 && down) })),
}));
const troubled = changed<Row & { webhook: string; webhookReason: string }>("channels.get", (row) => ({
  ...row,
  ...down,
  webhook: "refused",
  webhookReason: "channels.webhook_refused",
}));

const selling = changed<{ sellsInChat: boolean; chatShippingMinor: number }>(
  "channels.getBusinessConfig",
  (config) => ({ ...config, sellsInChat: true, chatShippingMinor: 490 }),
);

/** WhatsApp numbers: none, several, one that fails, and setting one up. */
export const WHATSAPP: readonly Screen[] = [
  { name: "whatsapp-numbers", path: LIST, who: "much" },
  { name: "whatsapp-numbers-selling", path: LIST, who: "much", before: selling },
  { name: "whatsapp-numbers-none", path: LIST, who: "empty" },
  { name: "whatsapp-numbers-failing", path: LIST, who: "much", before: failing, act: bannered },
  { name: "whatsapp-numbers-support", path: LIST, who: "support" },
  { name: "whatsapp-numbers-loading", path: LIST, who: "much", before: hold("channels.list"), waits: true },
  { name: "whatsapp-numbers-failed", path: LIST, who: "much", before: cutOff("channels.list"), expects: CUT_OFF },
  { name: "whatsapp-banner", path: "/catalogue", who: "much", before: failing, act: bannered },
  { name: "whatsapp-connect", path: `${LIST}/connect`, who: "much" },
  { name: "whatsapp-connect-real", path: `${LIST}/connect`, who: "empty" },
  { name: "whatsapp-connect-support", path: `${LIST}/connect`, who: "support" },
  {
    name: "whatsapp-connect-cloud",
    path: `${LIST}/connect?via=cloud_api`,
    who: "empty",
    act: async (page) => page.locator("main form button[type=submit]").click(),
  },
  { name: "whatsapp-connect-whapi", path: `${LIST}/connect?via=whapi`, who: "much" },
  { name: "whatsapp-number", path: number, who: "much" },
  { name: "whatsapp-number-troubled", path: number, who: "much", before: troubled },
  { name: "whatsapp-number-support", path: number, who: "support" },
  { name: "whatsapp-number-token", path: number, who: "much", act: open(/^(New token|Nouveau jeton)$/, "dialog") },
];
