export { type DiagnosticsEvents, diagnostics } from "@sandboxes/client-runtime/diagnostics";
