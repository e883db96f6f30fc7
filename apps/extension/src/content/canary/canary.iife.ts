import { missingSelectors } from "@nexusone/cj/page";
import { features } from "../features.ts";

/** Once a day, and when a page cannot be read: what this page should have and does not. Its names alone leave the page. */
features.canary = ({ document, url, hosts, send }) => {
  const found = missingSelectors(document, url, { hosts });
  if (found) void send("page.report", found).catch(() => undefined);
};
