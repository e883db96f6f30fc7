/** Header of a CSV file of the catalogue: so many products with the words were looked at, the newest, because there are more. */
export const NEWEST_HITS_HEADER = "x-newest-hits";
