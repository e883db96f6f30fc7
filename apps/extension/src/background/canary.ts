import type { ReportPageInput } from "@nexusone/contracts/page-reports";
import type { Call } from "./api.ts";
import { local, setLocal, type Stores } from "./stores.ts";

const DAY_MS = 86_400_000;

type Deps = { readonly stores: Stores; readonly call: Call; readonly version: string; readonly now: () => number };

/** The self-check of CJ's pages: each kind once a day, and the server learns what is missing, once for each set of parts. */
export function createCanary({ stores, call, version, now }: Deps) {
  const recent = async (): Promise<Record<string, number>> => {
    const kept = (await local(stores, "checked")) ?? {};
    return Object.fromEntries(Object.entries(kept).filter(([, at]) => now() - at < DAY_MS));
  };
  return {
    due: async (kind: "product" | "listing"): Promise<boolean> => (await recent())[kind] === undefined,
    /** A report that does not get through is no loss: the page is still wrong tomorrow. */
    async report(
      { page, failed }: Pick<ReportPageInput, "page"> & { failed: ReportPageInput["failed"] },
      origin: string,
    ) {
      const checked = await recent();
      const key = `${page} ${failed.join(" ")}`;
      const known = checked[key] !== undefined;
      checked[page === "product" ? "product" : "listing"] = now();
      if (failed.length > 0) checked[key] = now();
      await setLocal(stores, { checked });
      if (failed.length > 0 && !known)
        await call((client) => client.extension.reportPage.mutate({ host: hostKind(origin), page, failed, version }));
    },
  };
}

/** Which of CJ's hosts, and never the address. */
export function hostKind(origin: string): ReportPageInput["host"] {
  const { hostname } = new URL(origin);
  if (!hostname.endsWith("cjdropshipping.com")) return "sandbox";
  return hostname.startsWith("m.") ? "mobile" : hostname.startsWith("app.") ? "app" : "shop";
}
