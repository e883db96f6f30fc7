import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useShop } from "../../lib/shop.ts";
import { PreviewPage } from "./preview-page.tsx";
import { ProgressPage } from "./progress-page.tsx";

const route = getRouteApi("/m/$slug/imports/$importId");
const POLL_MS = 2_000;

/** One import from its reading to its undo, under one address. Events move it; a slow poll is the net below. */
export function ImportPage() {
  const { api } = useShop();
  const { importId } = route.useParams();
  const { data } = useSuspenseQuery(
    api.imports.get.queryOptions(
      { id: importId },
      { refetchInterval: ({ state }) => (state.data?.state === "running" ? POLL_MS : false) },
    ),
  );
  return data.state === "planned" ? <PreviewPage key={importId} id={importId} /> : <ProgressPage view={data} />;
}
