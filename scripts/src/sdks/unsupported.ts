/** The reason why an operation of a vendor SDK cannot work against an API that follows our contract. */
export interface Missing {
  /** The request that the operation sends. */
  readonly needs: string;
  /** The status of the response, or undefined when the request goes to another host. */
  readonly status: number | undefined;
}

const dataPlane: Missing = {
  needs: "the host of the sandbox itself, https://boxd-{sandbox_id}.…",
  status: undefined,
};

/** The operations of the SDKs that our contract does not have. All others must work. */
export const unsupported: Readonly<Record<string, Missing>> = {
  "commands.run": dataPlane,
  "commands.run, streaming": dataPlane,
  "files.write": dataPlane,
  "create with secrets": { needs: "a field of POST /sandboxes", status: 400 },
  "create from a snapshot": { needs: "a field of POST /sandboxes", status: 400 },
  "network log": { needs: "GET /sandboxes/{sandbox_id}/network", status: 404 },
  "attach a secret": { needs: "POST /sandboxes/{sandbox_id}/secrets", status: 404 },
  "templates list": { needs: "GET /templates", status: 404 },
  "secrets list": { needs: "GET /secrets", status: 404 },
};
