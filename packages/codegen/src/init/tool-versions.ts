/**
 * The versions of the tools in a new package. They are those of this repository, and a test compares
 * them with its catalog.
 */
export const toolVersions: Readonly<Record<string, string>> = {
  "@changesets/cli": "^3.0.3",
  "@types/node": "^24.19.2",
  typescript: "~7.0.2",
  vitest: "^5.1.1",
};
