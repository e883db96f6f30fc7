import { CJ_HOSTS, listingKind, parseProductUrl } from "@nexusone/cj/page";
import { SANDBOX_ORIGIN } from "../config.ts";
import { send } from "../send.ts";
import { mountCard } from "./cj-product/mount.tsx";
import { openFeature } from "./features.ts";
import { watchPages } from "./navigation.ts";

const hosts = SANDBOX_ORIGIN === null ? [] : [new URL(SANDBOX_ORIGIN).host];
// The development build is let into every page of this machine; only the sandbox's shop is meant.
const ours = CJ_HOSTS.includes(location.host) || location.origin === SANDBOX_ORIGIN;

if (ours) {
  watchPages(
    location,
    navigation,
    // The pages of a list are one page: CJ may turn them without loading, and cards come and go.
    (url) => parseProductUrl(url, { hosts })?.pid ?? (listingKind(url, { hosts }) && url.pathname),
    (url, signal) => {
      const deps = { document, url, hosts, send, signal };
      void (parseProductUrl(url, { hosts }) ? mountCard(deps) : openFeature("listing", deps));
    },
  );
}
