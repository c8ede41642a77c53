// Runs the cases in a worker, once it is asked.
import { runCases } from "./cases.mjs";

// oxlint-disable-next-line import/no-default-export -- the form in which a worker is written
export default {
  async fetch(_request, { setting }) {
    return Response.json(await runCases(setting));
  },
};
