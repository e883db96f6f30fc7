import type { Page } from "playwright-core";
import { CUT_OFF, cutOff, type Screen } from "./screen.ts";

/** The shop whose rate was moved most. */
const openCommission = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: /^Platform Store / }).click();
  await page.getByRole("dialog").getByRole("textbox").waitFor();
};

/** What platform admins alone see. */
export const PLATFORM: readonly Screen[] = [
  { name: "system-commission", path: "/system", who: "platform", act: openCommission },
  {
    name: "system-commission-confirm",
    path: "/system",
    who: "platform",
    act: async (page) => {
      await openCommission(page);
      await page.getByRole("dialog").getByRole("textbox").fill("20");
      await page.keyboard.press("Enter");
      await page.getByRole("dialog", { name: /20/ }).waitFor();
    },
  },
  { name: "system-platform", path: "/system", who: "platform" },
  {
    name: "system-commission-failed",
    path: "/system",
    who: "platform",
    before: cutOff("platform.listCommissions"),
    expects: CUT_OFF,
  },
];
