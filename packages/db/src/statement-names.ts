const MAX_NAMES = 500;
const MAX_SEEN = 2_000;

/**
 * Names for prepared statements. A named plan stays in each backend's memory (tens of kB) until its connection ends,
 * so a text gets a name at its second use, and only the first 500 of them: bulk statements of odd sizes stay unnamed.
 */
export class StatementNames {
  readonly #names = new Map<string, string>();
  readonly #seenOnce = new Set<string>();

  nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (this.#names.size >= MAX_NAMES) return undefined;
    if (!this.#seenOnce.delete(text)) {
      if (this.#seenOnce.size >= MAX_SEEN) this.#seenOnce.clear();
      this.#seenOnce.add(text);
      return undefined;
    }
    const name = `s${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }
}
