/** What is known for each place; undefined or "": nothing. */
export type Places = Readonly<Record<string, string | undefined>>;

const PLACE = /\{\{\s*([a-z_]+)\s*\}\}/g;

/**
 * `Hello {{first_name}}` for this person. A place that nothing is known for, or that nobody knows, stays as it is and is named in
 * `missing`, so that nobody sends braces. What fills a place is not looked into again. Pure.
 */
export function fillPlaces(content: string, places: Places): { readonly text: string; readonly missing: string[] } {
  const missing = new Set<string>();
  const text = content.replace(PLACE, (whole, name: string) => {
    const value = Object.hasOwn(places, name) ? places[name] : undefined;
    if (value) return value;
    missing.add(name);
    return whole;
  });
  return { text, missing: [...missing] };
}
