export { type Logger, logging } from "@sandboxes/client-runtime/logging";
