type Waiting<Item> = { readonly item: Item; readonly done: () => void; readonly failed: (error: unknown) => void };
type Line<Item> = { readonly waiting: Waiting<Item>[]; writing: boolean };

export type Together<Item> = {
  readonly weigh: (item: Item) => number;
  /** What goes together weighs no more than this, unless it is one item. */
  readonly most: number;
};

/**
 * A write of many callers as one: what is asked for while a write to `target` is under way is written together afterwards. Nobody
 * waits for company: whoever finds none goes alone. A caller's promise ends as the write with its item does.
 */
export function together<Target extends object, Item>(
  write: (target: Target, items: readonly Item[]) => Promise<void>,
  { weigh, most }: Together<Item>,
): (target: Target, item: Item) => Promise<void> {
  const lines = new WeakMap<Target, Line<Item>>();

  async function drain(target: Target, line: Line<Item>): Promise<void> {
    line.writing = true;
    while (line.waiting.length > 0) {
      const batch = line.waiting.splice(0, countWithin(line.waiting));
      const items = batch.map(({ item }) => item);
      await write(target, items).then(
        () => batch.forEach(({ done }) => done()),
        (error: unknown) => batch.forEach(({ failed }) => failed(error)),
      );
    }
    line.writing = false;
  }

  function countWithin(waiting: readonly Waiting<Item>[]): number {
    let weight = 0;
    const over = waiting.findIndex(({ item }, nth) => (weight += weigh(item)) > most && nth > 0);
    return over < 0 ? waiting.length : over;
  }

  return (target, item) => {
    const line = lines.get(target) ?? { waiting: [], writing: false };
    lines.set(target, line);
    return new Promise((done, failed) => {
      line.waiting.push({ item, done, failed });
      if (!line.writing) void drain(target, line);
    });
  };
}
