import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";

type Tab = { readonly id: string; readonly label: string; readonly content: ReactNode };

export function Tabs(props: { label: string; value: string; onChange: (id: string) => void; tabs: readonly Tab[] }) {
  return (
    <Radix.Root value={props.value} onValueChange={props.onChange}>
      <Radix.List aria-label={props.label} className="flex gap-1 border-b border-line">
        {props.tabs.map(({ id, label }) => (
          <Radix.Trigger
            key={id}
            value={id}
            className="touch-target -mb-px border-b-2 border-transparent px-2.5 py-2 text-sm font-medium text-muted hover:text-ink data-[state=active]:border-accent-ink data-[state=active]:text-ink"
          >
            {label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {props.tabs.map(({ id, content }) => (
        <Radix.Content key={id} value={id} className="pt-4">
          {content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
