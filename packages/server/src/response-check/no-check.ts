import type { Reply } from "../response/respond.ts";

/** Replaces `check-reply.ts` outside of tests, at no cost. */
export function checkReply(_: string | undefined, reply: Reply): Reply {
  return reply;
}
