import type { ExtensionAccountView } from "@nexusone/contracts/extension";
import { ExtensionAccountView as AccountSchema } from "@nexusone/contracts/extension";
import { ImportRowView } from "@nexusone/contracts/imports";
import type { Locale } from "@nexusone/contracts/locale";
import { importedRow } from "../background/present.ts";
import { refusalOf, type Reader } from "../background/refused.ts";
import type { Name } from "../messages.ts";
import type { Reply } from "../refusal.ts";
import type { Send } from "../send.ts";
import type { PopupView } from "../views.ts";
import { NOW, samplePlan, sampleRow, uuid } from "./sample-plan.ts";
import type { PopupStateName } from "./states.ts";

export const SERVER = "https://app.nexusone.example";
export const ADMIN = `${SERVER}/m/demo-store`;

export const sampleAccount = (locale: Locale): ExtensionAccountView =>
  AccountSchema.parse({
    merchant: { id: uuid(9), name: "Demo Store", slug: "demo-store", isDemo: true },
    userName: "Demo Owner",
    locale,
    plan: "premium",
    creditsAvailable: 2_997,
    importCredits: 3,
    productCount: 128,
    productLimit: null,
    scopes: ["catalog:read", "catalog:import"],
    sessionName: "Chrome",
    sessionExpiresAt: new Date(NOW + 30 * 86_400_000).toISOString(),
    pricing: samplePlan().pricing,
    categories: ["Rain Jackets"],
    tags: ["winter"],
    recentImports: [],
  });

export const sampleRows = (reader: Reader) =>
  [
    sampleRow({ createdAt: ago(0.05), undoableUntil: ago(-150) }),
    sampleRow({
      id: uuid(5),
      name: "Wireless Earbuds X9 with Charging Case and Extra Tips",
      ...{ createdAt: ago(3), undoableUntil: ago(-140) },
    }),
    sampleRow({ id: uuid(6), name: "Silicone Trivet Mat", state: "undone", undoableUntil: null, createdAt: ago(26) }),
    sampleRow({
      id: uuid(7),
      name: "LED Desk Lamp",
      ...{ state: "failed", reason: "preview.moved", productId: null, undoableUntil: null, createdAt: ago(50) },
    }),
  ].map((row) => importedRow(ImportRowView.parse(row), reader, Date.now()));

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

/** A background that answers from fixed data. */
export function popupSend(name: PopupStateName, locale: Locale): Send {
  const reader: Reader = { locale, adminUrl: ADMIN };
  const refused = (code: string): Reply<never> => ({ ok: false, reason: refusalOf(reader, code) });
  const expires = new Date(NOW + 30 * 86_400_000).toISOString();
  const paired = { serverUrl: SERVER, merchantName: "Demo Store", adminUrl: ADMIN, sessionExpiresAt: expires };
  const view: PopupView = {
    locale,
    builtInServer: SERVER,
    paired: name.startsWith("popup-paired") || name === "popup-unreachable" ? paired : null,
    offer:
      name === "popup-offer"
        ? {
            ...{ serverUrl: SERVER, merchantName: "Demo Store", userName: "Demo Owner", expiresAt: expires },
            scopes: ["catalog:read", "catalog:import", "catalog:import_bulk", "orders:read"],
          }
        : null,
    ended: name === "popup-revoked" ? refusalOf(reader, "extension.session_revoked") : null,
  };
  const replies: Partial<Record<Name, Reply<unknown>>> =
    name === "popup-unreachable"
      ? {
          "account.get": refused("extension.server_unreachable"),
          "imports.list": refused("extension.server_unreachable"),
        }
      : {
          "account.get": { ok: true, value: sampleAccount(locale) },
          "imports.list": { ok: true, value: name === "popup-paired-empty" ? [] : sampleRows(reader) },
        };
  // Each reply above has the shape its message declares; other messages give the view back.
  return (async (asked: Name) => replies[asked] ?? { ok: true, value: view }) as Send;
}
