/** A text that was read before the document is, because reading it takes a while. */
export interface Input {
  text: string;
  /** The URL that its relative references start from, if a redirect led there. */
  base?: string;
}

/** The texts by location: a URL, or the absolute path that stands for standard input. */
export type Inputs = ReadonlyMap<string, Input>;
