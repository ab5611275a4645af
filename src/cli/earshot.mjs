#!/usr/bin/env node
// Starts the command line.
import { importProgram } from "../program.mjs";

const { main } = await importProgram("main", "src/cli/main.ts");
process.exitCode = await main(process.argv.slice(2));
