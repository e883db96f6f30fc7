import { createFileRoute } from "@tanstack/react-router";
import { MagicPage } from "../../../features/auth/magic-page.tsx";
import { tokenSearch } from "../../../features/auth/token-search.ts";

export const Route = createFileRoute("/_auth/auth/magic")({ validateSearch: tokenSearch, component: MagicPage });
