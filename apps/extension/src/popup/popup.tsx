import type { ComponentChildren } from "preact";
import { showPanel } from "../background/show.ts";
import { useOnce, useState } from "../draw/render.ts";
import { ReasonLine } from "../content/cj-product/reason-line.tsx";
import type { Input, Name, Output } from "../messages.ts";
import type { Refusal } from "../refusal.ts";
import type { Send } from "../send.ts";
import type { PopupView } from "../views.ts";
import { pickLocale, type Locale } from "@nexusone/contracts/locale";
import { Account } from "./account.tsx";
import { ConfirmOffer } from "./confirm-offer.tsx";
import { Pair } from "./pair.tsx";
import { POPUP_WORDS, type PopupWords } from "./words.ts";

export type Asks = {
  /** The value, or undefined after the refusal was shown. */
  ask: <N extends Name>(name: N, input: Input<N>) => Promise<Output<N> | undefined>;
  send: Send;
  /** Shows a refusal above everything else. */
  tell: (reason: Refusal | "broken" | undefined) => void;
  /** Shows the view that came back. */
  show: (view: PopupView | undefined) => void;
  words: PopupWords;
};

/** State in one glance: an offer to confirm, the paired account, or the way to pair. */
export function Popup({ send, inTab }: { send: Send; inTab: boolean }) {
  const [view, setView] = useState<PopupView | undefined>(undefined);
  const [problem, setProblem] = useState<Refusal | "broken" | undefined>(undefined);
  const locale = view?.locale ?? pickLocale(navigator.languages);
  const words = POPUP_WORDS[locale];

  const ask: Asks["ask"] = async (name, input) => {
    setProblem(undefined);
    const reply = await send(name, input).catch(() => undefined);
    if (reply?.ok) return reply.value;
    setProblem(reply?.reason ?? "broken");
    return undefined;
  };
  const show: Asks["show"] = (next) => {
    if (!next) return;
    speak(next.locale);
    setView(next);
  };
  /** What is stored now; a refusal on the screen stays there. */
  const reload = async () => {
    const reply = await send("popup.open", {}).catch(() => undefined);
    if (reply?.ok) show(reply.value);
    else setProblem(reply?.reason ?? "broken");
  };
  useOnce(() => {
    speak(locale);
    void reload();
  });

  const asks: Asks = { send, tell: setProblem, ask, show, words };
  return (
    <main class={inTab ? "popup tab" : "popup"}>
      <Brand words={words} view={view} />
      {problem && (
        <div role="alert">
          {problem === "broken" ? (
            <p class="reason amber">{words.broken}</p>
          ) : (
            <ReasonLine reason={problem} retry={() => location.reload()} retryLabel={words.retry} />
          )}
        </div>
      )}
      {view && <Body view={view} asks={asks} inTab={inTab} ended={problem ? null : view.ended} reload={reload} />}
      {view && <Ways words={words} />}
    </main>
  );
}

export const speak = (locale: Locale) => {
  document.documentElement.lang = locale;
};

type BodyProps = { view: PopupView; asks: Asks; inTab: boolean; ended: Refusal | null; reload: () => Promise<void> };

function Body({ view, asks, inTab, ended, reload }: BodyProps) {
  if (view.offer) return <ConfirmOffer offer={view.offer} reload={reload} {...asks} />;
  if (view.paired) return <Account paired={view.paired} locale={view.locale} reload={reload} {...asks} />;
  return (
    <>
      {ended && <ReasonLine reason={ended} plain />}
      <Pair view={view} inTab={inTab} {...asks} />
    </>
  );
}

/** To the queue beside the page, and to the options. */
function Ways({ words }: { words: PopupWords }) {
  const openQueue = async () => {
    const { id } = await chrome.windows.getCurrent();
    await showPanel(id);
    window.close();
  };
  return (
    <nav class="buttons" aria-label={words.ways}>
      <button type="button" class="second" onClick={() => void openQueue()}>
        {words.queue}
      </button>
      <a class="quiet" href="../options/options.html" target="_blank">
        {words.options}
      </a>
    </nav>
  );
}

export function Brand({ words, view }: { words: PopupWords; view: PopupView | undefined }): ComponentChildren {
  return (
    <header>
      <svg class="logo" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M4.5 11.5v-7l7 7v-7" />
      </svg>
      <h1>NexusOne</h1>
      {view && (
        <p class={view.paired ? "status on" : "status"}>
          <i aria-hidden="true" />
          {view.paired ? words.paired : words.notPaired}
        </p>
      )}
    </header>
  );
}
