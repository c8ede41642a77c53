// Runs the cases in a worker when it receives a request.
import { runCases } from "./cases.mjs";

// oxlint-disable-next-line import/no-default-export -- workers need a default export
export default {
  async fetch(_request, { setting }) {
    return Response.json(await runCases(setting));
  },
};
