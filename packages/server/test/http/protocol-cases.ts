const get = (...lines: string[]): string =>
  `GET /health HTTP/1.1\r\n${lines.map((line) => `${line}\r\n`).join("")}\r\n`;
const last = "Connection: close";
const host = "Host: localhost";

/** Requests at the edges of HTTP (RFC 9112), with the only correct status. The last ones are valid. */
export const protocolCases: readonly (readonly [title: string, request: string, status: number])[] =
  [
    ["two Host lines", get(host, "Host: 127.0.0.1", last), 400],
    ["the same Host line twice", get(host, host, last), 400],
    ["two Host lines in other cases", get("hOsT: localhost", "HOST: localhost", last), 400],
    ["no Host line", get(last), 400],
    ["an empty Host line", get("Host:", last), 400],
    ["HTTP/1.0 without Host", "GET /health HTTP/1.0\r\n\r\n", 200],
    ["HTTP/1.0 with Host", `GET /health HTTP/1.0\r\n${host}\r\n\r\n`, 200],
    ["HTTP/1.0 with two Host lines", `GET /health HTTP/1.0\r\n${host}\r\n${host}\r\n\r\n`, 400],
    [
      "HTTP/1.0 with a transfer coding",
      `POST /health HTTP/1.0\r\n${host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ["HTTP/2.0", `GET /health HTTP/2.0\r\n${host}\r\n\r\n`, 505],
    ["HTTP/3.0", `GET /health HTTP/3.0\r\n${host}\r\n\r\n`, 505],
    ["HTTP/1.2", `GET /health HTTP/1.2\r\n${host}\r\n\r\n`, 505],
    ["HTTP/0.9", `GET /health HTTP/0.9\r\n${host}\r\n\r\n`, 505],
    ["HTTP/9.9", `GET /health HTTP/9.9\r\n${host}\r\n\r\n`, 505],
    ["the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505],
    ["a version that is none", `GET /health HTTP/x.y\r\n${host}\r\n\r\n`, 400],
    ["a protocol that is not HTTP", `GET /health HTCPCP/1.0\r\n${host}\r\n\r\n`, 400],
    ["the transfer coding none", get(host, "Transfer-Encoding: none", last), 501],
    ["the transfer coding gzip", get(host, "Transfer-Encoding: gzip", last), 501],
    ["gzip before chunked", get(host, "Transfer-Encoding: gzip, chunked", last), 501],
    ["gzip after chunked", get(host, "Transfer-Encoding: chunked, gzip", last), 501],
    [
      "gzip and chunked in two lines",
      get(host, "Transfer-Encoding: gzip", "Transfer-Encoding: chunked", last),
      501,
    ],
    ["chunked twice", get(host, "Transfer-Encoding: chunked, chunked", last), 400],
    [
      "chunked and a length",
      get(host, "Transfer-Encoding: chunked", "Content-Length: 5", last),
      400,
    ],
    ["OPTIONS *", `OPTIONS * HTTP/1.1\r\n${host}\r\n${last}\r\n\r\n`, 204],
    ["a method in lower case", `get /health HTTP/1.1\r\n${host}\r\n${last}\r\n\r\n`, 400],
    ["an unknown method", `BREW /health HTTP/1.1\r\n${host}\r\n${last}\r\n\r\n`, 400],
    ["an unknown method of HTTP/1.0", `BREW /health HTTP/1.0\r\n\r\n`, 400],
    ["a line that is not HTTP", "hello world\r\n\r\n", 400],
    ["a method that is not a word", `G(T /health HTTP/1.1\r\n${host}\r\n\r\n`, 400],
    ["a target that is not a path", `GET health HTTP/1.1\r\n${host}\r\n${last}\r\n\r\n`, 400],
    ["a URL without a host", `GET http:///health HTTP/1.1\r\n${host}\r\n${last}\r\n\r\n`, 400],
    [
      "a URL of another scheme",
      `GET ftp://localhost/health HTTP/1.1\r\n${host}\r\n${last}\r\n\r\n`,
      400,
    ],
    [
      "a URL of another host",
      `GET http://evil.test/health HTTP/1.1\r\n${host}\r\n${last}\r\n\r\n`,
      421,
    ],
    ["GET *", `GET * HTTP/1.1\r\n${host}\r\n${last}\r\n\r\n`, 400],
    ["a whole URL", `GET http://localhost/health HTTP/1.1\r\n${host}\r\n${last}\r\n\r\n`, 200],
    [
      "a whole URL in capitals",
      `GET HTTP://LOCALHOST/health HTTP/1.1\r\n${host}\r\n${last}\r\n\r\n`,
      200,
    ],
    [
      "a whole URL of another port",
      `GET http://localhost:1/health HTTP/1.1\r\n${host}\r\n${last}\r\n\r\n`,
      200,
    ],
  ];
