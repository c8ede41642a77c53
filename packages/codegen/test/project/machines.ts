/** A description with an operation of every kind: bodies, path parameters, answers without a body, streams. */
export const machines = `openapi: 3.1.0
info: { title: Machines, version: "1" }
paths:
  /machines:
    get:
      operationId: listMachines
      responses:
        "200": { description: All, content: { application/json: { schema: { $ref: "#/components/schemas/Machines" } } } }
        "204": { description: None }
    post:
      operationId: createMachine
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewMachine" } } } }
      responses:
        "201": { description: Made, content: { application/json: { schema: { $ref: "#/components/schemas/Machine" } } } }
        "400": { $ref: "#/components/responses/Failure" }
  /machines/{machine_id}:
    parameters: [{ $ref: "#/components/parameters/MachineId" }]
    get:
      operationId: getMachine
      responses: { "2XX": { description: It, content: { application/json: { schema: { $ref: "#/components/schemas/Machine" } } } } }
    patch:
      operationId: updateMachine
      x-idempotent: true
      requestBody:
        required: true
        content:
          application/merge-patch+json:
            schema:
              type: object
              minProperties: 1
              additionalProperties: false
              properties: { labels: { type: object, additionalProperties: { type: string } } }
      responses: { "204": { description: Done }, default: { $ref: "#/components/responses/Failure" } }
    delete:
      operationId: deleteMachine
      responses: { "204": { description: Done } }
  /machines/{machine_id}/exec/stream:
    parameters: [{ $ref: "#/components/parameters/MachineId" }]
    post:
      operationId: execStream
      x-conflict-while: { operation: getMachine, field: state, values: [paused] }
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: object, required: [command], additionalProperties: false, properties: { command: { type: string, minLength: 1 }, timeout_s: { type: integer, default: 30 } } }
      responses:
        "200": { description: Events, content: { text/event-stream; charset=utf-8: { schema: { $ref: "#/components/schemas/ExecEvent" } } } }
        "409": { $ref: "#/components/responses/Failure" }
  /ask:
    post:
      operationId: ask
      responses:
        "200":
          description: An answer, whole or in pieces
          content:
            text/event-stream: { schema: { type: object, required: [piece], properties: { piece: { type: string } } } }
            application/json: { schema: { type: object, required: [whole], properties: { whole: { type: string } } } }
components:
  parameters:
    MachineId: { name: machine_id, in: path, required: true, schema: { type: string, format: uuid } }
  responses:
    Failure: { description: No, content: { application/json: { schema: { $ref: "#/components/schemas/Failure" } } } }
  schemas:
    NewMachine:
      type: object
      required: [name]
      additionalProperties: false
      properties: { name: { type: string, minLength: 1, maxLength: 64 }, size: { type: string, enum: [small, large] } }
    Machine:
      type: object
      required: [id, state]
      properties: { id: { type: string, format: uuid }, state: { type: string, enum: [active, paused] } }
    Machines: { type: array, items: { $ref: "#/components/schemas/Machine" } }
    Failure: { type: object, required: [code], properties: { code: { type: string } } }
    ExecEvent:
      type: object
      required: [timestamp]
      properties: { timestamp: { type: string, format: date-time }, stdout: { type: string }, exit_code: { type: integer }, from: { type: string, enum: [shell, vm] } }
`;
