const { stripTypeScriptTypes } = require("node:module");

/** Removes the types of TypeScript, so that Jest needs no compiler. */
exports.process = (source) => ({ code: stripTypeScriptTypes(source) });
