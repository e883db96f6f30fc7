export const data = {
  "settings.data": "Data",
  "data.archive": "Everything of this shop, as one file",
  "data.archiveHint":
    "A compressed archive of readable text: one line per row, with checksums. Keep it, read it, or have it read into another installation.",
  "data.download": "Download archive",
  "data.preparing": "Preparing the archive",
  "data.downloaded": "Archive saved",
  "data.last": "Last downloaded",
  "data.never": "Never downloaded",
  "data.inIt": "In it",
  "data.table.products": "Products",
  "data.table.product_variants": "Variants",
  "data.table.product_media": "Image addresses",
  "data.table.import_logs": "Imports",
  "data.table.events": "Entries of the history",
  "data.table.credit_entries": "Movements of credits",
  "data.total": "In all {rows} rows of {tables} tables.",
  "data.notInIt": "Not in it",
  "data.not.secrets": "Keys, passwords and tokens. They never leave the server.",
  "data.not.people": "People, their sign-ins and paired browsers: they belong to this installation.",
  "data.not.images":
    "The files of pictures: copies are made again from their addresses. Save what you uploaded yourself.",
  "data.not.connections":
    "The connection to CJ and webhook endpoints are described, but have to be connected again elsewhere.",
  "data.ownerOnly": "The archive holds prices, costs and history, so it is for owners.",
} as const;
