import { REFUSED, type Screen } from "./screen.ts";

const NOBODYS = "token=a-token-that-nobody-was-sent";

/** What is seen before signing in, and after links in mails. */
export const SIGNED_OUT: readonly Screen[] = [
  { name: "sign-in", path: "/sign-in", who: "nobody" },
  { name: "sign-in-from-a-screen", path: "/m/demo-store/catalogue", who: "nobody" },
  {
    name: "sign-in-refused",
    path: "/sign-in",
    who: "nobody",
    expects: REFUSED,
    act: async (page) => {
      await page.locator("input[type=email]").fill("nobody@example.com");
      await page.locator("input[type=password]").fill("not the password");
      await page.locator("button[type=submit]").click();
      await page.locator("[data-reason]").waitFor();
    },
  },
  {
    name: "sign-in-link-sent",
    path: "/sign-in",
    who: "nobody",
    act: async (page) => {
      await page.locator("form button:not([type=submit])").click();
      await page.locator("input[type=email]").fill("nobody@example.com");
      await page.locator("button[type=submit]").click();
      await page.locator("form").waitFor({ state: "detached" });
    },
  },
  { name: "sign-up", path: "/sign-up", who: "nobody" },
  {
    name: "sign-up-errors",
    path: "/sign-up",
    who: "nobody",
    act: async (page) => page.locator("button[type=submit]").click(),
  },
  { name: "forgot-password", path: "/forgot-password", who: "nobody" },
  { name: "reset-password", path: ({ resetPath }) => resetPath, who: "nobody" },
  {
    name: "reset-password-refused",
    path: `/auth/reset?${NOBODYS}`,
    who: "nobody",
    expects: REFUSED,
    act: async (page) => {
      await page.locator("input[type=password]").fill("a password of some length");
      await page.locator("button[type=submit]").click();
      await page.locator("[data-reason]").waitFor();
    },
  },
  { name: "invitation", path: ({ invitePath }) => invitePath, who: "nobody" },
  { name: "magic-link-refused", path: `/auth/magic?${NOBODYS}`, who: "nobody", expects: REFUSED },
  { name: "verify-refused", path: `/auth/verify?${NOBODYS}`, who: "nobody", expects: REFUSED },
  { name: "no-shop", path: "/", who: "shopless" },
  { name: "not-found-signed-out", path: "/nothing-here", who: "nobody" },
];
