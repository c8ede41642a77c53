#!/usr/bin/env node
import { main } from "@sandboxes/cli";

process.exitCode = await main(process.argv.slice(2));
