/** Options for reading a document from a URL. */
export interface RemoteOptions {
  /**
   * Headers for the origin of the document, such as `Authorization`. No other origin gets them,
   * neither by a redirect nor by a reference.
   *
   * @default none
   */
  headers: Readonly<Record<string, string>>;
  /**
   * Time that each download may take, in milliseconds.
   *
   * @default 30_000
   */
  timeout: number;
  /**
   * Largest size of a document from a URL or from standard input, in bytes, once it is unpacked.
   *
   * @default 100_000_000
   */
  maxBytes: number;
  /**
   * Whether references may lead to other machines. Otherwise only the document itself is downloaded.
   *
   * @default false
   */
  references: boolean;
}

/** The defaults of `RemoteOptions`. */
export const remoteDefaults: RemoteOptions = {
  headers: {},
  timeout: 30_000,
  maxBytes: 100_000_000,
  references: false,
};
