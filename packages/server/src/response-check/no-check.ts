import type { Reply } from "../response/respond.ts";

/** Stands for `check-reply.ts` outside of test runs: it costs nothing. */
export function checkReply(_: string | undefined, reply: Reply): Reply {
  return reply;
}
