import { camelCase, isPlural, words } from "./words.ts";

/** A path as the names of resources and methods see it. */
export interface PathParts {
  /** The resource: its own segment last, after those that it is inside of. */
  resource: readonly string[];
  /** The fixed segments after the resource, such as `pause` or `me`. */
  rest: readonly string[];
  /** Whether the path ends with a parameter of the resource, such as `/pets/{id}`. */
  isItem: boolean;
}

/** A segment of a path. */
interface Segment {
  /** The fixed text; `""` for a parameter. */
  text: string;
  /** Whether it stands for one item of the segment before it. */
  isParameter: boolean;
  /** Whether it follows a colon, as `cancel` in `/jobs/{id}:cancel`. */
  isAction: boolean;
}

/** Verbs that a path names, and that no resource is called. */
const verbs: ReadonlySet<string> = new Set(
  "activate add approve archive assign attach authorize by cancel check clone close complete confirm connect copy count create deactivate delete detach disable disconnect download duplicate enable exec execute export fetch find finish generate get import install invite join leave list lock login logout lookup me mark merge move pause ping publish purge query refresh reject remove rename replay reset restart restore resume retry revoke rollback rotate run search self send sign start stop submit subscribe suspend sync transfer trigger undo unarchive uninstall unlock unpublish unsubscribe update upload validate verify whoami".split(
    " ",
  ),
);

/**
 * Takes a path apart. The resource ends with the last fixed segment that is a collection: one that a
 * parameter follows, or a plural. Without a collection it is the first segment.
 * Versions and `api` at the start belong to no name.
 *
 * It depends on nothing but the path, so that another path in the document renames nothing.
 */
export function pathParts(path: string): PathParts {
  const segments = withoutPrefix(path.split("/").flatMap(segmentsOf));
  const last = segments.findLastIndex((segment, index) => isCollection(segments, segment, index));
  const named = (list: readonly Segment[]): string[] =>
    list.flatMap(({ text, isParameter }) => (isParameter ? [] : [text]));
  if (last < 0) {
    const [first] = segments.filter(({ isParameter }) => !isParameter);
    const resource = first === undefined || first.isAction ? [] : [first.text];
    return { resource, rest: named(segments).slice(resource.length), isItem: false };
  }
  const after = segments.slice(last + 1);
  return {
    resource: named(segments.slice(0, last + 1)),
    rest: named(after),
    isItem: after.some(({ isParameter }) => isParameter) && named(after).length === 0,
  };
}

/** @returns whether the first word of a segment is a verb, as in `findByStatus` */
export function startsWithVerb(segment: string): boolean {
  return verbs.has((words(segment)[0] ?? "").toLowerCase());
}

/** Reads `{id}`, `{id}:cancel`, `users:batchGet`, `users({id})` and `{id}.json`. */
function segmentsOf(part: string): Segment[] {
  const text = part.replace(/\.(json|xml)$/, "");
  if (text === "") return [];
  const call = /^([^{}()]+)\(.*\{.*\}.*\)$/.exec(text);
  if (call) return [fixedSegment(call[1] ?? ""), parameter];
  const colon = /^(.*):([^{}:]+)$/.exec(text);
  if (colon)
    return [...segmentsOf(colon[1] ?? ""), { ...fixedSegment(colon[2] ?? ""), isAction: true }];
  if (text.includes("{")) return [parameter];
  // A segment without a letter or digit, such as `.` or `:`, names nothing.
  return camelCase(text) === "" ? [] : [fixedSegment(text)];
}

const parameter: Segment = { text: "", isParameter: true, isAction: false };

function fixedSegment(text: string): Segment {
  return { text, isParameter: false, isAction: false };
}

/** Leaves versions out, and `api` or `rest` before the first name. */
function withoutPrefix(segments: readonly Segment[]): Segment[] {
  const isVersion = ({ text }: Segment): boolean =>
    /^v\d+(?:[._]?\d+)*(?:[a-z]+\d*)?$|^\d+(?:[._-]\d+)*$/i.test(text);
  const named = segments.filter((segment) => segment.isParameter || !isVersion(segment));
  const start = named.findIndex(({ text }) => !/^(apis?|rest)$/i.test(text));
  const left = start < 0 ? [] : named.slice(start);
  return left.some(({ isParameter }) => !isParameter) ? left : [...segments];
}

function isCollection(
  segments: readonly Segment[],
  { text, isParameter, isAction }: Segment,
  index: number,
): boolean {
  if (isParameter || isAction || startsWithVerb(text)) return false;
  return segments[index + 1]?.isParameter === true || isPlural(words(text).at(-1) ?? "");
}
