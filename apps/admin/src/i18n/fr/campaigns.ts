import type { campaigns as en } from "../en/campaigns.ts";

export const campaigns: Record<keyof typeof en, string> = {
  "audit.table.whatsapp_campaigns": "Campagnes",
  "audit.campaign.changed": "A modifié la campagne {name}",
  "audit.campaign.moved": "A fait avancer ou retenu la campagne {name}",
  "audit.campaign.deleted": "A supprimé la campagne {name}",
};
