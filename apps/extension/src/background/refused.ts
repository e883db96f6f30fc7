import { pickLocale, type Locale } from "@nexusone/contracts/locale";
import { explain, isReasonCode, type ReasonCode, type ReasonDetails } from "@nexusone/contracts/reasons";
import type { Refusal } from "../refusal.ts";
import { local, type Stores } from "./stores.ts";

/** A refusal on its way to the screen: a code of the registry and the details of its sentence. */
export class Refused extends Error {
  readonly code: string;
  readonly details: ReasonDetails;
  /** The server's own words, for codes this build does not know. */
  readonly said: Said | undefined;

  constructor(code: string, details: ReasonDetails = {}, options: { cause?: unknown; said?: Said } = {}) {
    super(code, { cause: options.cause });
    this.code = code;
    this.details = details;
    this.said = options.said;
  }
}
export type Said = { sentence: string; remedy: { label: string; action: string; href?: string | undefined } };

export type Reader = {
  readonly locale: Locale;
  /** Address of the merchant's own admin, for the remedies that lead there. */
  readonly adminUrl: string | null;
};

/** Who reads: in the language chosen here, else the paired account's, else the browser's. */
export async function readerOf(stores: Stores, builtInServer: string): Promise<Reader> {
  const pairing = (await local(stores, "pairing")) ?? (await local(stores, "ended"));
  const chosen = (await local(stores, "options"))?.language ?? null;
  const locale = chosen ?? (pairing && "locale" in pairing ? pairing.locale : null) ?? browserLocale();
  return { locale, adminUrl: pairing ? adminUrlOf(pairing) : builtInServer };
}

export const browserLocale = (): Locale => pickLocale(globalThis.navigator?.languages);

/** The admin names the merchant in its path, so that two tabs cannot write into the wrong shop. */
export const adminUrlOf = ({ serverUrl, merchantSlug }: { serverUrl: string; merchantSlug: string }): string =>
  merchantSlug ? `${serverUrl}/m/${merchantSlug}` : serverUrl;

/** What the reader sees of a reason, with an absolute link. */
export function refusalOf(reader: Reader, code: string, details: ReasonDetails = {}, said?: Said): Refusal {
  const known: ReasonCode = isReasonCode(code) ? code : "request.internal";
  const { sentence, remedy } = (!isReasonCode(code) && said) || explain(known, reader.locale, withRequest(details));
  const href = remedy.href === undefined || remedy.href.includes("{") ? null : `${reader.adminUrl ?? ""}${remedy.href}`;
  return { code, sentence, remedy: { label: remedy.label, action: remedy.action, href }, details };
}

const withRequest = (details: ReasonDetails): ReasonDetails => ({ requestId: "-", ...details });
