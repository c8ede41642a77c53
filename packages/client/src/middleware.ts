export {
  type Middleware,
  type MiddlewareParams,
  middleware,
} from "@sandboxes/client-runtime/middleware";
