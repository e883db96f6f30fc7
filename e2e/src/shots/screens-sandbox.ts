import type { Screen } from "./screen.ts";

const tab = (name: string): Screen["path"] => `/sandbox#${name}`;

/** The sandbox's own page speaks English only: it is a tool for people who read the code. */
export const SANDBOX: readonly Screen[] = [
  { name: "sandbox-shop", path: tab("Shop"), who: "sandbox", locales: ["en"] },
  {
    name: "sandbox-mails",
    path: tab("Mails"),
    who: "sandbox",
    locales: ["en"],
    act: async (page) => page.locator("#mails button").first().click(),
  },
  { name: "sandbox-clock", path: tab("Clock"), who: "sandbox", locales: ["en"] },
  { name: "sandbox-faults", path: tab("Faults"), who: "sandbox", locales: ["en"] },
  {
    name: "sandbox-requests",
    path: tab("Requests"),
    who: "sandbox",
    locales: ["en"],
    act: async (page) => page.locator("#requests tr").first().waitFor(),
  },
  { name: "sandbox-phone", path: ({ phonePath }) => phonePath, who: "sandbox", locales: ["en"] },
];
