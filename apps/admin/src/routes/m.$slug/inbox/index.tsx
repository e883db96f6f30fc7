import { createFileRoute } from "@tanstack/react-router";
import { NoneOpen } from "../../../features/inbox/inbox-page.tsx";

export const Route = createFileRoute("/m/$slug/inbox/")({ component: NoneOpen });
