export const history = {
  "history.imported": "Imported from CJ",
  "history.undone": "Import undone",
  "history.updated": "Edited",
  "history.repriced": "Priced by a new rule",
  "history.minPrice": "Lowest price",
  "history.maxPrice": "Highest price",
  "history.another": "another one",
  "history.system": "NexusOne",
};
