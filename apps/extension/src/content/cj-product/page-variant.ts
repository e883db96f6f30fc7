import { parseProductUrl } from "@nexusone/cj/page";

type Options = { readonly externalId: string; readonly options: readonly string[] };

const CHOSEN = '[aria-pressed="true"], [aria-checked="true"], [aria-selected="true"]';

/**
 * Which option values the page has chosen, by position. CJ's class names change between releases, so an option is known by its
 * words: a pressed control, or the one just clicked, whose whole text is the value.
 */
export function chosenOptions(document: Document, variants: readonly Options[]): (string | undefined)[] {
  const chosen: (string | undefined)[] = [];
  for (const element of document.querySelectorAll(CHOSEN)) keep(chosen, element, variants);
  return chosen;
}

/** The variant after a click on the page, undefined when the click chose nothing of this product. */
export function variantAfterClick(
  target: Element,
  variants: readonly Options[],
  current: Options | undefined,
): string | undefined {
  const chosen: (string | undefined)[] = [];
  // A click lands on what is inside the option; a large block around many options is none.
  for (let element: Element | null = target, up = 0; element && up < 3; element = element.parentElement, up++)
    if (keep(chosen, element, variants)) break;
  const at = chosen.findIndex((value) => value !== undefined);
  if (at < 0) return undefined;
  const wanted = (current?.options ?? []).map((value, index) => (index === at ? chosen[at] : value));
  const exact = variants.find(({ options }) => options.every((value, index) => value === wanted[index]));
  return (exact ?? variants.find(({ options }) => options[at] === chosen[at]))?.externalId;
}

/** The variant that fits everything chosen, if only one does. */
export function variantOf(chosen: readonly (string | undefined)[], variants: readonly Options[]): string | undefined {
  if (!chosen.some((value) => value !== undefined)) return undefined;
  const fits = variants.filter(({ options }) =>
    chosen.every((value, index) => value === undefined || options[index] === value),
  );
  return fits.length === 1 ? fits[0]?.externalId : undefined;
}

function keep(chosen: (string | undefined)[], element: Element, variants: readonly Options[]): boolean {
  const words = element.textContent?.trim() ?? "";
  if (words === "" || words.length > 120) return false;
  for (const { options } of variants) {
    const at = options.indexOf(words);
    if (at < 0) continue;
    chosen[at] = words;
    return true;
  }
  return false;
}

type Watching = {
  readonly document: Document;
  readonly url: URL;
  readonly hosts: readonly string[];
  readonly pid: string;
  readonly signal: AbortSignal;
};

/**
 * Tells which variant the page shows: `?vid=` first, then what is pressed on it, then each choice made on it. Nothing on the
 * page is changed.
 */
export function watchPageVariant(
  { document, url, hosts, pid, signal }: Watching,
  variants: readonly { readonly vid: string; readonly options: readonly string[] }[],
  changed: (vid: string) => void,
): void {
  const known = variants.map(({ vid, options }) => ({ externalId: vid, options }));
  let current: string | undefined;
  const choose = (vid: string | undefined) => {
    if (vid === undefined || vid === current || !known.some(({ externalId }) => externalId === vid)) return;
    current = vid;
    changed(vid);
  };
  const fromAddress = (address: URL | string) => {
    const named = parseProductUrl(address, { hosts });
    if (named?.pid === pid) choose(named.vid);
  };
  choose(variantOf(chosenOptions(document, known), known));
  fromAddress(url);
  document.addEventListener(
    "click",
    (event) => {
      if (!(event.target instanceof Element)) return;
      const now = known.find(({ externalId }) => externalId === current) ?? known[0];
      choose(variantAfterClick(event.target, known, now));
    },
    { signal, capture: true, passive: true },
  );
  const view = document.defaultView;
  view?.navigation?.addEventListener("currententrychange", () => fromAddress(view.location.href), { signal });
}
