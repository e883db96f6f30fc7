import { pickLocale } from "@nexusone/contracts/locale";
import { ReasonLine } from "../content/cj-product/reason-line.tsx";
import { useOnce, useState } from "../draw/render.ts";
import { Brand, speak, type Asks } from "../popup/popup.tsx";
import { RecentImports } from "../popup/recent-imports.tsx";
import { POPUP_WORDS } from "../popup/words.ts";
import type { Refusal } from "../refusal.ts";
import type { Send } from "../send.ts";
import type { Facets, PopupView, QueueView } from "../views.ts";
import { Batch } from "./batch.tsx";
import { PANEL_WORDS } from "./words.ts";

/** `every` repeats an act while the panel is open. */
type Props = { send: Send; every: (act: () => void) => void };

/** The queue beside the page: progress, decisions, what was imported last, and whether this browser is paired. */
export function Panel({ send, every }: Props) {
  const [view, setView] = useState<PopupView | undefined>(undefined);
  const [queue, setQueue] = useState<QueueView | undefined>(undefined);
  const [facets, setFacets] = useState<Facets | undefined>(undefined);
  const [currency, setCurrency] = useState("EUR");
  const [problem, setProblem] = useState<Refusal | undefined>(undefined);
  const [broken, setBroken] = useState(false);
  const [round, setRound] = useState(0);
  const locale = view?.locale ?? pickLocale(navigator.languages);
  const words = PANEL_WORDS[locale];
  const popupWords = POPUP_WORDS[locale];

  const tell: Asks["tell"] = (reason) => (reason === "broken" ? setBroken(true) : setProblem(reason));
  const ask: Asks["ask"] = async (name, input) => {
    const reply = await send(name, input).catch(() => undefined);
    tell(reply?.ok ? undefined : (reply?.reason ?? "broken"));
    return reply?.ok ? reply.value : undefined;
  };
  const follow = (next: QueueView | undefined) => next && setQueue(next);
  const look = async () => {
    const [opened, listed] = await Promise.all([send("popup.open", {}), send("queue.get", {})]);
    if (opened.ok) {
      speak(opened.value.locale);
      setView(opened.value);
    }
    if (listed.ok) setQueue(listed.value);
    setBroken(false);
  };
  const begin = () =>
    look()
      .then(async () => {
        const known = await send("catalog.facets", {});
        if (known.ok) setFacets(known.value);
        const account = await send("account.get", {});
        if (account.ok) setCurrency(account.value.pricing.terms.currency);
      })
      .catch(() => setBroken(true));
  useOnce(() => {
    void begin();
    every(() => void look().catch(() => setBroken(true)));
  });
  const again = () => {
    setProblem(undefined);
    setRound(round + 1);
    void begin();
  };

  const asks: Asks = { send, tell, ask, show: () => undefined, words: popupWords };
  const paired = view?.paired;
  return (
    <main class="popup panel">
      <Brand words={popupWords} view={view} />
      {broken && (
        <p class="reason amber" role="alert">
          {popupWords.broken}
        </p>
      )}
      {problem && !broken && (
        <div role="alert">
          <ReasonLine reason={problem} retry={again} retryLabel={popupWords.retry} />
        </div>
      )}
      {view && !paired && (
        <section>
          {view.ended ? <ReasonLine reason={view.ended} plain /> : <p>{words.pairFirst}</p>}
          <a class="main" href="../popup/popup.html?tab" target="_blank">
            {words.pair}
          </a>
        </section>
      )}
      <section class="queue" aria-label={words.title}>
        <h2>{words.title}</h2>
        {!queue && !broken && <p class="note">{words.loading}</p>}
        {queue?.batches.length === 0 && (
          <p class="note">
            {words.empty}{" "}
            <a href="https://cjdropshipping.com/" target="_blank" rel="noopener">
              {words.openCj}
            </a>
          </p>
        )}
        {queue?.batches.map((batch) => (
          <Batch key={batch.id} {...{ batch, words, locale, currency, facets, follow, ask }} />
        ))}
      </section>
      {paired && <RecentImports key={`${doneOf(queue)} ${round}`} {...asks} locale={locale} />}
      <div class="buttons foot">
        {paired && (
          <a class="second" href={paired.adminUrl} target="_blank" rel="noopener">
            {popupWords.openAdmin}
          </a>
        )}
        <a class="quiet" href="../options/options.html" target="_blank">
          {words.options}
        </a>
      </div>
    </main>
  );
}

/** The list of imports is asked for anew whenever a batch has been imported, or undone. */
const doneOf = (queue: QueueView | undefined): string =>
  (queue?.batches ?? []).flatMap(({ id, state, imported }) => (state === "done" ? `${id}:${imported}` : [])).join(" ");
