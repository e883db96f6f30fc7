import { useCallback, useMemo, useState } from "react";
import type { ProductRow } from "./use-list.ts";

type ProductId = ProductRow["id"];
export type Selection<Id extends string = ProductId> = {
  readonly ids: ReadonlySet<Id>;
  /** Everything that the filters match, loaded or not. */
  readonly all: boolean;
  /** Whether rows show their boxes without being pointed at. */
  readonly choosing: boolean;
  readonly begin: () => void;
  /** Turns a row; with `extend` everything from the last turned one to it takes its new state. */
  readonly toggle: (index: number, extend: boolean) => void;
  readonly takeLoaded: () => void;
  readonly takeAll: () => void;
  readonly clear: () => void;
};

type State<Id> = { key: string; ids: ReadonlySet<Id>; all: boolean; choosing: boolean; last: number | null };
const nothing = <Id>(key: string): State<Id> => ({ key, ids: new Set(), all: false, choosing: false, last: null });

/** Chosen rows. Other filters are another list: the choice ends with them. */
export function useSelection<Id extends string>(rows: readonly { readonly id: Id }[], key: string): Selection<Id> {
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
  return useMemo(
    () => ({
      ids: state.ids,
      all: state.all,
      choosing: state.choosing || state.all || state.ids.size > 0,
      begin: () => set(() => ({ choosing: true })),
      toggle: (index, extend) =>
        set((before) => {
          const row = rows[index];
          if (!row) return {};
          const ids = new Set(before.all ? rows.map(({ id }) => id) : before.ids);
          const on = !ids.has(row.id);
          const from = extend && before.last !== null ? before.last : index;
          for (const { id } of rows.slice(Math.min(from, index), Math.max(from, index) + 1))
            if (on) ids.add(id);
            else ids.delete(id);
          return { ids, all: false, last: index };
        }),
      takeLoaded: () => set(() => ({ ids: new Set(rows.map(({ id }) => id)), all: false })),
      takeAll: () => set(() => ({ all: true, ids: new Set() })),
      clear: () => set(() => nothing(key)),
    }),
    [state, rows, set, key],
  );
}
