import { useCallback, useMemo, useState } from "react";
import type { ProductRow } from "./use-list.ts";

type ProductId = ProductRow["id"];
type Rows<Id> = readonly { readonly id: Id }[];

/** Chosen rows, of however many lists. */
export type Choice<Id extends string = ProductId> = {
  readonly ids: ReadonlySet<Id>;
  /** Everything that the filters match, loaded or not. */
  readonly all: boolean;
  /** Whether rows show their boxes without being pointed at. */
  readonly choosing: boolean;
  readonly begin: () => void;
  /** Turns a row of a list; with `extend` everything from the last turned one of that list to it takes its new state. */
  readonly turn: (rows: Rows<Id>, index: number, extend: boolean) => void;
  /** Chooses these besides the others, or none of them. */
  readonly take: (rows: Rows<Id>, on: boolean) => void;
  readonly takeAll: () => void;
  readonly clear: () => void;
};
/** Chosen rows of one list. */
export type Selection<Id extends string = ProductId> = Omit<Choice<Id>, "turn" | "take"> & {
  readonly toggle: (index: number, extend: boolean) => void;
  readonly takeLoaded: () => void;
};

type State<Id> = { key: string; ids: ReadonlySet<Id>; all: boolean; choosing: boolean; last: Id | null };
const nothing = <Id>(key: string): State<Id> => ({ key, ids: new Set(), all: false, choosing: false, last: null });

/** Other filters are another list: the choice ends with them. */
export function useChoice<Id extends string>(key: string): Choice<Id> {
  const [kept, setState] = useState(() => nothing<Id>(key));
  const state = kept.key === key ? kept : nothing<Id>(key);
  const set = useCallback(
    (change: (before: State<Id>) => Partial<State<Id>>) =>
      setState((old) => {
        const before = old.key === key ? old : nothing<Id>(key);
        return { ...before, ...change(before) };
      }),
    [key],
  );
  return useMemo(() => {
    const put = (before: State<Id>, rows: Rows<Id>, on: boolean, of: Rows<Id>): Partial<State<Id>> => {
      const ids = new Set(before.all ? of.map(({ id }) => id) : before.ids);
      for (const { id } of rows)
        if (on) ids.add(id);
        else ids.delete(id);
      return { ids, all: false };
    };
    return {
      ids: state.ids,
      all: state.all,
      choosing: state.choosing || state.all || state.ids.size > 0,
      begin: () => set(() => ({ choosing: true })),
      turn: (rows, index, extend) =>
        set((before) => {
          const row = rows[index];
          if (!row) return {};
          const from = extend ? rows.findIndex(({ id }) => id === before.last) : -1;
          const range = from < 0 ? [row] : rows.slice(Math.min(from, index), Math.max(from, index) + 1);
          const on = !(before.all || before.ids.has(row.id));
          return { ...put(before, range, on, rows), last: row.id };
        }),
      take: (rows, on) => set((before) => put(before, rows, on, rows)),
      takeAll: () => set(() => ({ all: true, ids: new Set() })),
      clear: () => set(() => nothing<Id>(key)),
    };
  }, [state, set, key]);
}

/** The same for one list. */
export function useSelection<Id extends string>(rows: Rows<Id>, key: string): Selection<Id> {
  const choice = useChoice<Id>(key);
  return useMemo(() => {
    const { turn, take, ...rest } = choice;
    return {
      ...rest,
      toggle: (index, extend) => turn(rows, index, extend),
      takeLoaded: () => {
        rest.clear();
        take(rows, true);
      },
    };
  }, [choice, rows]);
}
