import type { Translated } from "../en/index.ts";
import type { whatsapp as source } from "../en/whatsapp.ts";

export const whatsapp: Translated<typeof source> = {
  "api.scope.conversations:read": "Lire les conversations",
  "api.scope.conversations:reply": "Écrire aux clients",
  "api.scope.channels:read": "Voir les numéros WhatsApp",
  "api.scope.channels:manage": "Connecter des numéros WhatsApp",
  "api.scope.templates:read": "Voir les modèles de message",
  "api.scope.templates:manage": "Écrire des modèles de message",
  "api.scope.campaigns:read": "Voir les campagnes",
  "api.scope.campaigns:manage": "Envoyer des campagnes",
  "audit.table.whatsapp_apps": "Applications WhatsApp",
  "audit.table.whatsapp_business_config": "Façon de converser",
  "audit.table.whatsapp_channels": "Numéros WhatsApp",
  "audit.whatsapp.appAdded": "A enregistré une application chez Meta",
  "audit.whatsapp.appChanged": "A modifié une application chez Meta",
  "audit.whatsapp.appRemoved": "A retiré une application chez Meta",
  "audit.whatsapp.connected": "A connecté un numéro WhatsApp",
  "audit.whatsapp.changed": "A modifié un numéro WhatsApp",
  "audit.whatsapp.key": "A donné un autre jeton à un numéro WhatsApp",
  "audit.whatsapp.removed": "A retiré un numéro WhatsApp",
  "audit.whatsapp.configured": "A modifié la façon dont la boutique converse",
};
