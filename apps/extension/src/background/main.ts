import { CJ_HOSTS } from "@nexusone/cj/page";
import { SANDBOX_ORIGIN, SERVER_ORIGIN, TARGET } from "../config.ts";
import css from "../content/cj-product/card.css?inline";
import { WORDS } from "../content/words.ts";
import { clientOf, createApi, refusing } from "./api.ts";
import { createCanary } from "./canary.ts";
import { createDrift } from "./drift.ts";
import { answerExternal } from "./external.ts";
import { listenToEntries, writeMenu } from "./entries.ts";
import { FACT_WORDS } from "./fact-words.ts";
import { createImports } from "./imports.ts";
import { createListings } from "./listings.ts";
import { loadFeature } from "./load.ts";
import { createOptions } from "./options.ts";
import { createPairing } from "./pairing.ts";
import { createBatches } from "./queue/batches.ts";
import { stopAtFailpoint } from "./queue/failpoints.ts";
import { createQueue } from "./queue/queue.ts";
import { createRunner } from "./queue/runner.ts";
import { queueServer } from "./queue/server.ts";
import { badge, isQueueAlarm, watchQueue } from "./queue/watch.ts";
import { readerOf } from "./refused.ts";
import { serve } from "./serve.ts";
import { showPanel, showPopup } from "./show.ts";
import { chromeStores, local, session, setLocal, setSession } from "./stores.ts";
import { createTokens } from "./tokens.ts";

// The worker sleeps after 30 idle seconds and is started again by any event: everything below runs at each start, and what
// must survive is in storage.
const stores = chromeStores();
const now = () => Date.now();
const reader = () => readerOf(stores, SERVER_ORIGIN);
const locale = async () => (await reader()).locale;
const tokens = createTokens({
  stores,
  now,
  refresh: (serverUrl, refreshToken) =>
    refusing(async () => clientOf(serverUrl, await locale()).extension.refresh.mutate({ refreshToken })),
});
const call = createApi(tokens, locale);
const plainHosts = SANDBOX_ORIGIN === null ? [] : ["127.0.0.1", "localhost"];
const pairing = createPairing({ stores, tokens, call, builtInServer: SERVER_ORIGIN, plainHosts, now });
const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
const { version } = chrome.runtime.getManifest();
/** Hosts that were allowed on a click; those of the manifest cannot be given back and are refused one by one. */
const letGo = async () => {
  const { origins = [] } = await chrome.permissions.getAll();
  for (const origin of origins) await chrome.permissions.remove({ origins: [origin] }).catch(() => false);
  await badge([]);
};
const options = createOptions({ stores, pairing, builtInServer: SERVER_ORIGIN, version, letGo });
const { defaults } = options;
const imports = createImports({ stores, call, builtInServer: SERVER_ORIGIN, now, wait, defaults });
const stop = TARGET === "development" ? stopAtFailpoint(stores) : async () => undefined;
const batches = createBatches(stores, badge);
const server = queueServer(call);
const runner = createRunner({
  ...{ stores, batches, server, now, wait, stop },
  random: Math.random,
  watch: watchQueue,
});
const uuid = () => crypto.randomUUID();
const queue = createQueue({
  ...{ stores, batches, runner, server, now, uuid, defaults, stop },
  builtInServer: SERVER_ORIGIN,
});
const menu = async () => writeMenu(FACT_WORDS[await locale()].menu);
const listings = createListings({ stores, call, imports, builtInServer: SERVER_ORIGIN });
const drift = createDrift({ stores, call, builtInServer: SERVER_ORIGIN, now });
const canary = createCanary({ stores, call, version, now });

serve({
  id: chrome.runtime.id,
  pageOrigins: [...CJ_HOSTS.map((host) => `https://${host}`), ...(SANDBOX_ORIGIN ? [SANDBOX_ORIGIN] : [])],
  reader,
  handlers: {
    "card.open": async () => {
      const { paired, ended, locale } = await pairing.view();
      const { place = null, collapsed = false } = (await local(stores, "card")) ?? {};
      const told = (await session(stores, "told")) ?? false;
      return {
        paired: paired !== null,
        ended,
        locale,
        words: WORDS[locale],
        css,
        place,
        collapsed,
        told,
        check: await canary.due("product"),
      };
    },
    "card.keep": async ({ place, collapsed, told }) => {
      const card = (await local(stores, "card")) ?? { place: null, collapsed: false };
      await setLocal(stores, {
        card: { place: place === undefined ? card.place : place, collapsed: collapsed ?? card.collapsed },
      });
      if (told) await setSession(stores, { told });
      return null;
    },
    "page.load": ({ feature }, sender) => loadFeature(feature, sender),
    "page.report": async (found, sender) => {
      await canary.report(found, sender.origin ?? "");
      return null;
    },
    "drift.compare": ({ pid }) => drift.compare(pid),
    "drift.fix": ({ pid, productId }) => drift.fix(pid, productId),
    "listing.open": async () => {
      const { paired, ended } = await pairing.view();
      return { ...(await listings.open(paired !== null, ended)), check: await canary.due("listing") };
    },
    "listing.keep": async ({ hinted }) => {
      await setSession(stores, { hinted });
      return null;
    },
    "listing.estimate": ({ items }) => listings.estimate(items),
    "listing.price": (item) => listings.price(item),
    "listing.select": (changed) => listings.select(changed),
    "catalog.facets": () => imports.facets(),
    "imports.preview": ({ pid }) => imports.preview(pid),
    "imports.commit": (input) => imports.commit(input),
    "imports.undo": (input) => imports.undo(input),
    "imports.createDraft": (input) => imports.createDraft(input),
    "queue.add": (input) => queue.add(input),
    "queue.get": () => queue.get(),
    "queue.reprice": (input) => queue.reprice(input),
    "queue.commit": (input) => queue.commit(input),
    "queue.discard": (input) => queue.discard(input),
    "queue.retry": (input) => queue.retry(input),
    "queue.pause": (input) => queue.pause(input),
    "queue.undo": (input) => queue.undo(input),
    "panel.open": async (_, sender) => {
      await showPanel(sender.tab?.windowId);
      return null;
    },
    "pairing.show": async () => {
      await showPopup();
      return null;
    },
    "popup.open": () => pairing.view(),
    "pairing.describe": ({ code, serverUrl }) => pairing.describe(code, serverUrl),
    "pairing.confirm": async () => {
      const view = await pairing.confirm();
      await queue.resume();
      await menu();
      return view;
    },
    "pairing.dismiss": () => pairing.dismiss(),
    "account.get": () => pairing.account(),
    "account.disconnect": () => pairing.disconnect(),
    "options.get": () => options.view(),
    "options.keep": async (input) => {
      const view = await options.keep(input);
      await menu();
      return view;
    },
    "options.forget": () => options.forget(),
    "imports.list": () => imports.list(),
  },
});

chrome.runtime.onMessageExternal.addListener((message: unknown, sender, reply) => {
  const deps = { stores, pairing, builtInServer: SERVER_ORIGIN, version, show: showPopup };
  void answerExternal(deps, message, sender.origin).then(reply);
  return true;
});
// Chrome starts the worker for these two even when no page asks anything, so open imports are finished after a restart.
chrome.runtime.onStartup.addListener(() => undefined);
chrome.runtime.onInstalled.addListener(({ reason }) => {
  void menu();
  if (reason === "install") void showPopup();
});
chrome.alarms.onAlarm.addListener((alarm) => {
  if (isQueueAlarm(alarm)) runner.wake();
});
self.addEventListener("online", () => void queue.resume());
listenToEntries((pid, name) => queue.add({ items: [{ pid, name, imageUrl: null }] }));
void imports.resume();
void batches.list().then(badge);
void queue.resume();
