import { createFileRoute } from "@tanstack/react-router";
import { SettingsIndex } from "../../../features/settings/settings-index.tsx";

export const Route = createFileRoute("/m/$slug/settings/")({ component: SettingsIndex });
