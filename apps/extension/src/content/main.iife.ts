import { CJ_HOSTS, parseProductUrl } from "@nexusone/cj/page";
import { SANDBOX_ORIGIN } from "../config.ts";
import { send } from "../send.ts";
import { mountCard } from "./cj-product/mount.tsx";
import { watchPages } from "./navigation.ts";

const hosts = SANDBOX_ORIGIN === null ? [] : [new URL(SANDBOX_ORIGIN).host];
// The development build is let into every page of this machine; only the sandbox's shop is meant.
const ours = CJ_HOSTS.includes(location.host) || location.origin === SANDBOX_ORIGIN;

if (ours) {
  watchPages(
    location,
    navigation,
    (url) => parseProductUrl(url, { hosts })?.pid,
    (url, signal) => void mountCard({ document, url, hosts, send, signal }),
  );
}
