import type { ExtensionAccountView } from "@nexusone/contracts/extension";
import { clientOf, refusing, type Call } from "./api.ts";
import { serverAddress } from "../server-address.ts";
import { adminUrlOf, browserLocale, readerOf, Refused, refusalOf } from "./refused.ts";
import { local, session, setLocal, setSession, type Stores } from "./stores.ts";
import type { Tokens } from "./tokens.ts";
import type { PopupView } from "../views.ts";

export type PairingDeps = {
  readonly stores: Stores;
  readonly tokens: Tokens;
  readonly call: Call;
  readonly builtInServer: string;
  /** Hosts spoken to without https: those of this machine in the development build, none in the store's. */
  readonly plainHosts: readonly string[];
  readonly now: () => number;
};

/** Pairing is always two steps: look the code up and show whose it is, then, on the person's word, use it. */
export function createPairing({ stores, tokens, call, builtInServer, plainHosts, now }: PairingDeps) {
  /** Looks a code up and keeps it as the offer to be confirmed. Nothing is paired yet. */
  async function describe(code: string, serverText: string): Promise<PopupView> {
    const serverUrl = serverOrigin(serverText);
    const offer = await refusing(() => clientOf(serverUrl, browserLocale()).extension.describePairing.query({ code }));
    const { merchantName, userName, scopes, expiresAt } = offer;
    await setSession(stores, { offer: { serverUrl, code, merchantName, userName, scopes, expiresAt } });
    return view();
  }

  /** Uses the offered code. The code works once, so the offer is gone whatever the answer. */
  async function confirm(): Promise<PopupView> {
    const offer = await session(stores, "offer");
    if (!offer) throw new Refused("extension.code_invalid");
    await stores.session.remove("offer");
    const client = clientOf(offer.serverUrl, browserLocale());
    const tokensGiven = await refusing(() =>
      client.extension.pair.mutate({ code: offer.code, browser: browserName() }),
    );
    const { serverUrl, merchantName } = offer;
    await tokens.begin({ serverUrl, merchantName, merchantSlug: "", locale: null }, tokensGiven);
    await account();
    return view();
  }

  async function dismiss(): Promise<PopupView> {
    await stores.session.remove("offer");
    return view();
  }

  /** The account as the server sees it now; its language and address are kept for the sentences of this extension. */
  async function account(): Promise<ExtensionAccountView> {
    const found = await call((client) => client.extension.account.query());
    const pairing = await local(stores, "pairing");
    if (pairing && pairing.merchantId === found.merchant.id) {
      const { name: merchantName, slug: merchantSlug } = found.merchant;
      const known = { merchantName, merchantSlug, locale: found.locale, sessionExpiresAt: found.sessionExpiresAt };
      await setLocal(stores, { pairing: { ...pairing, ...known } });
    }
    return found;
  }

  /** Ends the session at the server when it can be reached, and here in any case. */
  async function disconnect(): Promise<PopupView> {
    try {
      await call((client) => client.extension.disconnect.mutate());
    } catch (error) {
      // A server that is away or has ended the session already must not keep a person connected.
      if (!(error instanceof Refused)) throw error;
    }
    await tokens.forget();
    return view();
  }

  async function view(): Promise<PopupView> {
    const pairing = await local(stores, "pairing");
    const ended = await local(stores, "ended");
    const offer = await session(stores, "offer");
    const reader = await readerOf(stores, builtInServer);
    return {
      locale: reader.locale,
      builtInServer,
      paired: pairing
        ? {
            serverUrl: pairing.serverUrl,
            merchantName: pairing.merchantName,
            adminUrl: adminUrlOf(pairing),
            sessionExpiresAt: pairing.sessionExpiresAt,
          }
        : null,
      offer: offer && Date.parse(offer.expiresAt) > now() ? withoutCode(offer) : null,
      ended: ended ? refusalOf(reader, ended.code, ended.details) : null,
    };
  }

  function serverOrigin(text: string): string {
    const url = serverAddress(text);
    const secure = url?.protocol === "https:" || url?.origin === builtInServer;
    if (!url || !(secure || plainHosts.includes(url.hostname))) throw new Refused("extension.server_unreachable");
    return url.origin;
  }

  return { describe, confirm, dismiss, account, disconnect, view };
}
export type PairingVerbs = ReturnType<typeof createPairing>;

function withoutCode({ serverUrl, merchantName, userName, scopes, expiresAt }: NonNullable<PopupView["offer"]>) {
  return { serverUrl, merchantName, userName, scopes, expiresAt };
}

/** "Chrome 141 on Linux", for the list of sessions in Settings. */
function browserName(): string {
  const agent = globalThis.navigator?.userAgent ?? "";
  const [, brand = "Chrome", version = ""] = /(Edg|OPR|Chrome)\/(\d+)/.exec(agent) ?? [];
  const system = /Windows|Mac OS X|CrOS|Linux/.exec(agent)?.[0] ?? "";
  const name = { Edg: "Edge", OPR: "Opera" }[brand] ?? brand;
  return `${name} ${version}${system && ` on ${system.replace("Mac OS X", "macOS").replace("CrOS", "ChromeOS")}`}`.trim();
}
