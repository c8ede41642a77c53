import { stripTypeScriptTypes } from "node:module";

/** A transformer for Jest that removes the types of TypeScript, so that no compiler is needed. */
export default {
  process: (source) => ({ code: stripTypeScriptTypes(source) }),
};
