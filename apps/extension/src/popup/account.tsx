import type { ExtensionAccountView } from "@nexusone/contracts/extension";
import { fill, type Locale } from "@nexusone/contracts/locale";
import { useOnce, useState } from "../draw/render.ts";
import type { PopupView } from "../views.ts";
import type { Asks } from "./popup.tsx";
import { RecentImports } from "./recent-imports.tsx";

type Props = Asks & { paired: NonNullable<PopupView["paired"]>; locale: Locale; reload: () => Promise<void> };

/** The paired shop: what is stored shows at once, what only the server knows follows. */
export function Account({ paired, locale, reload, ...asks }: Props) {
  const { ask, show, words } = asks;
  const [account, setAccount] = useState<ExtensionAccountView | undefined>(undefined);
  const [sure, setSure] = useState(false);
  useOnce(() => {
    void ask("account.get", {}).then((found) => {
      if (found) setAccount(found);
      // A pairing that ended while the popup was closed: the stored view knows by now.
      else void reload();
    });
  });
  const number = new Intl.NumberFormat(locale);
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  return (
    <>
      <section>
        <h2>
          {account?.merchant.name ?? paired.merchantName}
          {account?.merchant.isDemo && <span class="badge">{words.demo}</span>}
        </h2>
        <p class="note">{new URL(paired.serverUrl).host}</p>
        <dl>
          <dt>{words.plan}</dt>
          <dd>{account ? words.plans[account.plan] : "…"}</dd>
          <dt>{words.credits}</dt>
          <dd>
            {account ? number.format(account.creditsAvailable) : "…"}{" "}
            <small>{account && fill(words.creditsEach, { count: account.importCredits })}</small>
          </dd>
          <dt>{words.products}</dt>
          <dd>{account ? productsOf(account) : "…"}</dd>
          <dt>{words.signedInAs}</dt>
          <dd>{account?.userName ?? "…"}</dd>
          <dt>{words.expires}</dt>
          <dd>{date.format(new Date(account?.sessionExpiresAt ?? paired.sessionExpiresAt))}</dd>
        </dl>
      </section>
      <RecentImports {...asks} locale={locale} />
      <div class="buttons foot">
        <a class="second" href={paired.adminUrl} target="_blank" rel="noopener">
          {words.openAdmin}
        </a>
        <button type="button" class="quiet" aria-expanded={sure} onClick={() => setSure(!sure)}>
          {words.disconnect}
        </button>
      </div>
      {sure && (
        <div class="sure" role="group" aria-label={words.disconnectSure}>
          <p>{words.disconnectSure}</p>
          <div class="buttons">
            <button type="button" class="danger" onClick={() => void ask("account.disconnect", {}).then(show)}>
              {words.disconnectYes}
            </button>
            <button type="button" class="second" onClick={() => setSure(false)}>
              {words.keep}
            </button>
          </div>
        </div>
      )}
    </>
  );

  function productsOf({ productCount, productLimit }: ExtensionAccountView): string {
    if (productLimit === null) return number.format(productCount);
    return fill(words.productsOf, { count: number.format(productCount), limit: number.format(productLimit) });
  }
}
