import type { Contract } from "@sandboxes/test-double";

const isPet = (value: unknown): boolean =>
  typeof (Object(value) as { name?: unknown }).name === "string";

/** A contract of one operation, so that the runs in other test runners generate nothing. */
export const contract: Contract = {
  operations: { getPet: { id: "getPet", method: "GET", path: "/pets/{petId}" } },
  requests: {},
  responses: {
    getPet: {
      200: {
        is: isPet,
        issues: (value) => (isPet(value) ? [] : [{ message: "must be a string", path: ["name"] }]),
      },
    },
  },
  document: {
    openapi: "3.1.0",
    paths: {
      "/pets/{petId}": {
        parameters: [{ name: "petId", in: "path", required: true, schema: { type: "string" } }],
        get: {
          operationId: "getPet",
          responses: {
            200: {
              description: "The pet.",
              content: {
                "application/json": {
                  schema: {
                    type: "object",
                    required: ["name"],
                    properties: { name: { type: "string" } },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};
