import process from "node:process";

/**
 * The npm package that holds the executable of Node for this machine. Unlike the package `node`,
 * which fetches it in an install script, it works where such scripts are switched off.
 */
export function nodePackage() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const prefix = platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  return `${prefix}-${platform}-${process.arch}`;
}
