import type { MediaType } from "@nexusone/contracts/media-terms";
import { Skeleton } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import type { Outputs } from "../lib/api.ts";
import { useShop } from "../lib/shop.ts";
import { Refused } from "./refused.tsx";

const SHOWN = 48;
type MediaId = Outputs["media"]["list"]["items"][number]["id"];
type Props = {
  /** All of the shop's pictures without. */
  types?: readonly MediaType[];
  /** What is said where there are none. */
  empty: string;
  /** Of what is done with the one that was chosen. */
  busy: boolean;
  error: unknown;
  onChoose: (id: MediaId) => void;
};

/** The shop's newest pictures, to choose one. */
export function PictureChoice({ types, empty, busy, error, onChoose }: Props) {
  const { api } = useShop();
  const files = useQuery(api.media.list.queryOptions({ limit: SHOWN }));
  const pictures = (files.data?.items ?? []).filter(({ mimeType }) => types?.includes(mimeType) ?? true);
  return (
    <div className="flex flex-col gap-3">
      <Refused error={error ?? files.error} />
      {files.isPending ? <Skeleton className="h-40 w-full" /> : null}
      {files.isSuccess && pictures.length === 0 ? <p className="text-sm text-muted">{empty}</p> : null}
      <ul className="grid grid-cols-3 gap-2 sm:grid-cols-5" aria-busy={busy}>
        {pictures.map(({ id, name, links }) => (
          <li key={id}>
            <button
              type="button"
              title={name}
              disabled={busy}
              className="touch-target w-full overflow-hidden rounded-md border border-line hover:border-accent-ink disabled:opacity-55"
              onClick={() => onChoose(id)}
            >
              <img src={links.thumbnail} alt={name} className="aspect-square w-full object-cover" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
