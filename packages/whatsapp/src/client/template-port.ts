/** A file to upload. */
export type MediaFile = { bytes: Uint8Array<ArrayBuffer>; mimeType: string; filename: string };

export type VendorTemplate = {
  id: string;
  name: string;
  language: string;
  /** APPROVED and others, upper case. Only APPROVED can be sent. */
  status: string;
  category: string;
  quality: string | null;
  rejectedReason: string | null;
  named: boolean;
  components: unknown[];
  raw: unknown;
};
export type TemplatePage = { templates: VendorTemplate[]; next: string | null };

/** What Meta takes; `templateRequest` of templates makes one. */
export type TemplateRequest = {
  name: string;
  language: string;
  category: string;
  parameter_format?: "named" | "positional";
  message_send_ttl_seconds?: number;
  components: unknown[];
};

export type TemplateApi = {
  /** One page. Meta gives 25 unless asked for more: who stops after one has not got them all. */
  list: (page?: { after?: string; limit?: number }) => Promise<TemplatePage>;
  /** All pages, once more from the beginning when the cursor went bad. Delete copies only after this has returned. */
  listAll: () => Promise<VendorTemplate[]>;
  /** The category can differ from the one asked for, and so can the price. */
  create: (template: TemplateRequest) => Promise<{ id: string; status: string; category: string | null }>;
  /** Only APPROVED, REJECTED and PAUSED; replaces all components. */
  edit: (templateId: string, change: Pick<TemplateRequest, "components"> & { category?: string }) => Promise<void>;
  /** All languages of a name, or the one with that id. The name of an approved one stays taken for 30 days. */
  delete: (template: { name: string; templateId?: string }) => Promise<void>;
  /** A file as the sample of a header; answers the handle for `example.header_handle`. Needs `appId`. */
  uploadSample: (file: MediaFile) => Promise<string>;
};
