// A worker thread starts without the loader of TypeScript that the main thread has: register it, then go on.
import { register } from "tsx/esm/api";

register();
await import("./annotation-worker.ts");
