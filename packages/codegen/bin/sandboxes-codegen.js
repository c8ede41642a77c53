#!/usr/bin/env node
import module from "node:module";

// Half of a cold run is the compiler's own code being compiled; where Node can, it keeps that.
module.enableCompileCache?.();

const { main } = await import("@sandboxes/codegen/cli");
process.exitCode = await main(process.argv.slice(2));
