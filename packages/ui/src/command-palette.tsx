import { Command } from "cmdk";
import { Search } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";

export type PaletteItem = {
  readonly id: string;
  readonly label: string;
  /** More words it is found by. */
  readonly words?: string;
  readonly icon?: ReactNode;
  readonly hint?: ReactNode;
  /** Found by the server already: shown whatever the filter thinks. */
  readonly always?: boolean;
  readonly run: () => void;
};
export type PaletteGroup = { readonly name: string; readonly items: readonly PaletteItem[] };
type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  label: string;
  placeholder: string;
  empty: string;
  query: string;
  onQueryChange: (query: string) => void;
  groups: readonly PaletteGroup[];
};

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Every typed word occurs in the item's words, accents and case aside; what the server found is kept as it is. */
export function matches(item: Pick<PaletteItem, "label" | "words" | "always">, query: string): boolean {
  const text = plain(`${item.label} ${item.words ?? ""}`);
  return (
    item.always === true ||
    plain(query)
      .split(/\s+/)
      .every((word) => text.includes(word))
  );
}

/** Go anywhere, do the main verbs, find a thing by anything. Arrows move, Enter runs, Escape closes. */
export function CommandPalette(props: Props) {
  const groups = props.groups
    .map(({ name, items }) => ({ name, items: items.filter((item) => matches(item, props.query)) }))
    .filter(({ items }) => items.length > 0);
  const first = groups[0]?.items[0]?.id ?? "";
  const [chosen, setChosen] = useState(first);
  const [seen, setSeen] = useState(first);
  // Enter runs the best match, also when it arrived a moment after the last key.
  if (seen !== first) {
    setSeen(first);
    setChosen(first);
  }
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-2 top-2 z-50 mx-auto max-w-xl animate-rise overflow-hidden rounded-xl border border-line bg-raised shadow-lift focus:outline-none sm:top-[14vh]"
        >
          <Radix.Title className="sr-only">{props.label}</Radix.Title>
          <Command label={props.label} loop shouldFilter={false} value={chosen} onValueChange={setChosen}>
            <div className="flex items-center gap-2 border-b border-line px-3">
              <Search size={16} className="shrink-0 text-muted" aria-hidden />
              <Command.Input
                autoFocus
                value={props.query}
                onValueChange={props.onQueryChange}
                placeholder={props.placeholder}
                className="h-11 w-full bg-transparent text-base text-ink outline-none"
              />
            </div>
            <Command.List className="max-h-[min(360px,60vh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-center text-sm text-muted">{props.empty}</Command.Empty>
              {groups.map(({ name, items }) => (
                <Command.Group
                  key={name}
                  heading={name}
                  className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
                >
                  {items.map((item) => (
                    <Command.Item
                      key={item.id}
                      value={item.id}
                      onSelect={() => {
                        props.onOpenChange(false);
                        item.run();
                      }}
                      className="flex h-9 cursor-default items-center gap-2.5 rounded-sm px-2 text-sm text-ink data-[selected=true]:bg-hover"
                    >
                      <span className="grid w-5 shrink-0 place-items-center text-muted">{item.icon}</span>
                      <span className="min-w-0 flex-1 truncate">{item.label}</span>
                      {item.hint ? <span className="shrink-0 text-xs text-muted">{item.hint}</span> : null}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
