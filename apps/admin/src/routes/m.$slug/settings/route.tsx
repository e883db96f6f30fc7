import { createFileRoute } from "@tanstack/react-router";
import { SettingsFrame } from "../../../features/settings/settings-frame.tsx";

export const Route = createFileRoute("/m/$slug/settings")({ component: SettingsFrame });
