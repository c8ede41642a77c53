import process from "node:process";

/**
 * Returns the npm package that contains the Node executable for this machine. The package `node`
 * downloads it in an install script, which does not work where install scripts are off.
 */
export function nodePackage() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const prefix = platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  return `${prefix}-${platform}-${process.arch}`;
}
