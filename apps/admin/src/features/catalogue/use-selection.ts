import { useCallback, useMemo, useState } from "react";
import type { ProductRow } from "./use-list.ts";

type Id = ProductRow["id"];
export type Selection = {
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

type State = { key: string; ids: ReadonlySet<Id>; all: boolean; choosing: boolean; last: number | null };
const nothing = (key: string): State => ({ key, ids: new Set(), all: false, choosing: false, last: null });

/** Chosen rows. Other filters are another list: the choice ends with them. */
export function useSelection(rows: readonly Pick<ProductRow, "id">[], key: string): Selection {
  const [kept, setState] = useState(() => nothing(key));
  const state = kept.key === key ? kept : nothing(key);
  const set = useCallback(
    (change: (before: State) => Partial<State>) =>
      setState((old) => {
        const before = old.key === key ? old : nothing(key);
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
