/** A query in a vendor's language, the translation (null: none), and what is said of it beyond changes of form. */
export type VendorQuery = readonly [query: string, translation: string | null, said: readonly string[]];
