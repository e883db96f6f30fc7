import { readFileSync } from "node:fs";

import { Window } from "happy-dom";

const FOLDER = new URL("../../fixtures/pages/", import.meta.url);

const settings = { disableJavaScriptFileLoading: true, disableCSSFileLoading: true };
/** A window costs more than the page in it, but keeps every page it made. */
const PAGES_PER_WINDOW = 50;
let window = new Window({ settings });
let made = 0;

/** A document as the reader meets it, from HTML text. Nothing is run and nothing is fetched. */
export function documentOf(html: string): Document {
  if (++made % PAGES_PER_WINDOW === 0) window = new Window({ settings });
  // happy-dom implements the DOM it does not import the types of.
  return new window.DOMParser().parseFromString(html, "text/html") as unknown as Document;
}

/** A saved page by file name. */
export function savedPage(name: string): Document {
  return documentOf(readFileSync(new URL(name, FOLDER), "utf8"));
}
