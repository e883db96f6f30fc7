export const campaigns = {
  "audit.table.whatsapp_campaigns": "Campaigns",
  "audit.campaign.changed": "Changed the campaign {name}",
  "audit.campaign.moved": "Moved the campaign {name} on, or held it",
  "audit.campaign.deleted": "Deleted the campaign {name}",
};
