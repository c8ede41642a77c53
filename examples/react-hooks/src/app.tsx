import { type CreateSandbox, createClient } from "@sandboxes/client";
import { createOpenapiFetch } from "@sandboxes/client/openapi-fetch";
import { QueryClient, QueryClientProvider, useMutation } from "@tanstack/react-query";
import createQueryHooks from "openapi-react-query";
import { createRoot } from "react-dom/client";
import { SWRConfig } from "swr";
import { createQueryHook } from "swr-openapi";

// The server of this page passes the requests on and adds the API key. So no key is in the browser.
const client = createClient({ baseUrl: "/api", apiKey: null });
const paths = createOpenapiFetch(client);
const query = createQueryHooks(paths);
const useSwr = createQueryHook(paths, "sandboxes");

const production = { params: { query: { metadata: { "metadata.env": "prod" } } } } as const;

/** A list by openapi-react-query. */
function WithReactQuery() {
  const { data, error, refetch } = query.useQuery("get", "/sandboxes", production);
  // The methods of the client need no adapter. TanStack Query passes a second argument, its context, which
  // is not an option of the client: so the function takes only the first one.
  const create = useMutation({
    mutationFn: (body: CreateSandbox) => client.sandboxes.create(body),
    onSuccess: () => refetch(),
  });
  if (error) return <p id="react-query">{error.error.message}</p>;
  return (
    <>
      <p id="react-query">{data?.map(({ name }) => name).join(", ") ?? "…"}</p>
      <button
        id="create"
        onClick={() => create.mutate({ name: "from-a-button", metadata: { env: "prod" } })}
      />
    </>
  );
}

/** The same list by swr-openapi. */
function WithSwr() {
  const { data, error } = useSwr("/sandboxes", production);
  if (error) return <p id="swr">{String(error)}</p>;
  return <p id="swr">{data?.map(({ name }) => name).join(", ") ?? "…"}</p>;
}

/** A request that fails: the hook has the error response of the API. */
function Missing() {
  const path = { sandbox_id: "3c90c3cc-0d44-4b50-8888-8dd25736052a" };
  const { error } = query.useQuery(
    "get",
    "/sandboxes/{sandbox_id}",
    { params: { path } },
    { retry: false },
  );
  // The types of openapi-fetch do not keep an open union such as `code`.
  return <p id="missing">{error ? String(error.error.code) : "…"}</p>;
}

createRoot(document.getElementById("root")!).render(
  <QueryClientProvider client={new QueryClient()}>
    <SWRConfig>
      <WithReactQuery />
      <WithSwr />
      <Missing />
    </SWRConfig>
  </QueryClientProvider>,
);
