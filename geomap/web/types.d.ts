// The shapes that pass between the page's modules. Ambient: modules use them in JSDoc without import.

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array;
interface ColumnSaid {
  name: string;
  n: number;
  width?: 1 | 2 | 4;
  delta?: boolean;
  same?: number;
}
interface TextSaid {
  name: string;
  n: number;
  per: number;
  blocks: number;
  fields: string[];
  same: Record<string, string>;
}
interface Notes {
  version: string;
  settings: string;
  gazetteer: string;
  licences: string[];
  counts: [string, number][];
  rejects: [string, number][];
}

interface FilesSaid {
  folder: string;
  stamp: string;
  at: Record<string, number>;
}
interface TilesSaid {
  url: string;
  attribution: string;
  origin: string;
}

/** Words, or an element: its tag, for a link its address, then words and elements. */
type StoryContent = string | [string, ...StoryContent[]];
/** `at`: the page's address without its #; null stays at the view before. */
interface StoryView {
  title: string;
  at: string | null;
  text: StoryContent[];
}
interface Story {
  title: string;
  views: StoryView[];
}
type ColumnKind = 'text' | 'day' | 'whole' | 'real' | 'flag';
interface Head {
  title: string;
  events: number;
  undated: number;
  articles: number;
  places: number;
  day0: number;
  days: number;
  unit: number;
  columns: [string, ColumnKind, string | null][];
  annotated: boolean;
  credits: string[];
  run: Record<string, unknown>;
  types: string[];
  grains: string[];
  bases: string[];
  statuses: string[];
  cols: ColumnSaid[];
  strings: { name: string; bytes: number }[];
  text: TextSaid[];
  notes: Notes;
  borders: Record<string, string>;
  bounds: [number, number, number, number] | null;
  credit: string;
  /** Where the map opens, when not on all of its bounds. */
  opening?: [number, number, number, number];
  /** Where the blocks lie, when not in the page; and the online tiles, when the map's maker asked for some. */
  files?: FilesSaid;
  tiles?: TilesSaid;
  records?: RecordsHead;
  story?: Story;
}
/** Of others' records: packed as events are, a dataset in the place of an article. */
interface RecordsHead extends Head {
  names: string[];
  sources: string[];
  licences: string[];
  private: number[];
  matches: { n: number; cols: ColumnSaid[] };
}

interface TextStore {
  n: number;
  per: number;
  blocks: number;
  /** A field's rows of block k; a field that nobody knows is empty. */
  column(k: number, field: string): Promise<string[]>;
  row(i: number): Promise<Record<string, string>>;
  peek(i: number): Record<string, string> | undefined;
}

interface Area {
  name: string;
  rings: Float64Array[];
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}
/** `x`, `y`: a position inside, for its number. */
interface District extends Area {
  x: number;
  y: number;
}
interface Model {
  head: Head;
  c: Record<string, Numbers>;
  strings: Record<string, string[]>;
  x: Float64Array;
  y: Float64Array;
  order: Uint32Array;
  weight: Uint32Array;
  dayStart: Uint32Array;
  reportStart: Uint32Array;
  fuzzy: Uint32Array;
  areas: Area[];
  /** those that marks lie in; `place_district` counts them from 1 */ districts: District[];
  areaPlaces: Uint32Array;
  /** Places of doubtful events, heaviest first; areas of such; the doubtful events. */
  ghosts: Uint32Array;
  ghostAreas: Uint32Array;
  doubtful: Uint32Array;
  lat(p: number): number;
  lon(p: number): number;
  /** Metres around its point. */
  reach(p: number): number;
}
interface Level {
  zoom: number;
  heads: Uint32Array;
  x: Float64Array;
  y: Float64Array;
  slot: Uint32Array;
  size: number;
  /** Where doubtful events would be: slots from `from` on. */
  ghosts: { from: number; heads: Uint32Array; x: Float64Array; y: Float64Array };
  /** For each event the number of its slot and type, where there are many places. */
  cells?: Uint32Array;
}

interface State {
  first: number;
  end: number;
  certain: boolean;
  types: Uint8Array;
  precisions: Uint8Array;
  statuses: Uint8Array;
  harms: Uint8Array;
  bases: Uint8Array;
  actor: string;
  /** At least so many killed; at least so sure of the place and of the event, in hundredths; 0 for all. */
  killed: number;
  trust: number;
  sure: number;
  /** Doubtful events are listed only; drawn as ghosts; or nothing but they are shown, drawn. */
  doubt: '' | 'drawn' | 'only';
  /** Nodes of the tree of places, and a ring of positions, that events must lie in. */
  within: string[];
  shape: [number, number][] | null;
  articles: Uint8Array;
  query: string;
  found: Uint8Array | null;
  /** Datasets of records that are on; which list of the join is shown, '' for all; the events of that list. */
  sets: Uint8Array;
  join: JoinList;
  among: Uint8Array | null;
}
type JoinList = '' | 'matched' | 'records' | 'events';
interface Tally {
  by: Uint32Array;
  possible: Uint32Array;
  unsure: number;
  /** of those shown, how many are doubtful, and how many are neither that nor only possibly in the range */ doubtful: number;
  low: number;
  slots: Uint32Array;
  types: Uint32Array;
  shown: number;
  top: number;
  anchors?: Int32Array | null;
  dead?: Weights | null;
}
/** People killed by slot and type, by slot, and the most in one. */
interface Weights {
  by: Uint32Array;
  slots: Uint32Array;
  top: number;
}
/** Spans as first and last day, and 1 where doubtful. */
interface DayCounts {
  sure: Uint32Array;
  spans: number[][];
  doubted: Uint32Array;
}
type StoreNews = 'now' | 'settled' | 'level';
interface Store {
  model: Model;
  pass: Uint8Array;
  state: State;
  counts: Tally;
  weigh(figure: string): void;
  isHexed: boolean;
  /** districts in place of marks */ isShaded: boolean;
  /** two periods whose change the map shows */ compared: { periods: [number, number][]; isDeaths: boolean } | null;
  days: DayCounts;
  articles: Uint32Array;
  readonly level: Level;
  on(news: StoreNews, listener: () => void): void;
  change(patch: Partial<State>): void;
  refresh(): void;
  settle(): void;
  useZoom(zoom: number): void;
  prepare(zoom: number): Promise<void>;
}

/** `makePath` where what is drawn is no canvas. */
interface View {
  world: number;
  left: number;
  top: number;
  width: number;
  height: number;
  zoom: number;
  makePath?: () => Path2D;
  /** Boxes (left, top, right, bottom) that the page's own controls fill. */
  covered?: number[][];
}
/** `turn` counts the worlds east of the first: a window may show several side by side. */
interface Mark {
  slot: number;
  place: number;
  turn: number;
  x: number;
  y: number;
  n: number;
  /** what it shows: events, or people killed */ w: number;
  r: number;
  unsure: boolean;
  /** of doubtful events */ isGhost?: boolean;
  half?: number;
  also?: number[];
  /** of a hexagon, and what it sums */ places?: number[];
  values?: number[];
  /** counted from 1 */ district?: number;
  isRecord?: boolean;
  hasMatch?: boolean;
}
/** An area as drawn; `size` tells which of two that lie over one another is the smaller. */
interface Shape {
  mark: Mark;
  path: Path2D;
  isCircle: boolean;
  size: number;
}
interface TypeStyle {
  color: string;
  shape: string;
}
type Theme = Record<
  | 'water'
  | 'land'
  | 'border'
  | 'province'
  | 'river'
  | 'label'
  | 'halo'
  | 'ink'
  | 'panel'
  | 'line'
  | 'accent'
  | 'soft'
  | 'muted'
  | 'ring',
  string
>;

interface Line {
  xy: Float32Array;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}
type Label = [number, number, number, string[], number?];
interface Basemap {
  layers: Record<string, Line[]>;
  labels: { countries: Label[]; admin1: Label[]; cities: Label[] };
  languages: string[];
  /** of the map maker's own, around the events */ detail?: Basemap | null;
}

interface Say {
  language: string;
  number(n: number): string;
  has(key: string): boolean;
  say(key: string, values?: Record<string, string | number>): string;
}
interface Texts {
  report: TextStore;
  event: TextStore;
  article: TextStore;
  area: TextStore;
  reject: TextStore;
  body?: TextStore;
  record?: TextStore;
  match?: TextStore;
}
interface Article {
  row: number;
  id: string;
  title: string;
  url: string;
  archive: string;
  outlet: string;
  day: number;
}
interface Told {
  quote: string;
  claimant: string;
  offset: number | null;
  place: [number, number] | null;
  cue: [number, number] | null;
  article: Article;
  own: OwnWord | null;
  isTitle: boolean;
  /** the id of the article whose text this one repeats, or "" */ reprintOf: string;
}
/** What a report alone says, where an event has several. */
interface OwnWord {
  place: string;
  first: number;
  last: number;
  grain: string;
  harm: TallyRow[];
}
/** A source of an event beside the others. */
interface SideSource {
  name: string;
  day: number | null;
  claimant: string;
  place: string;
  first: number;
  last: number;
  grain: string;
  toll: string;
  words: string;
  url: string;
  isRecord: boolean;
}
interface TallyRow {
  what: string;
  low: number | null;
  best: number | null;
  high: number | null;
  wording: string;
  whom: string;
}
interface EventRecord {
  row: number;
  id: string;
  type: number;
  sub: string;
  first: number;
  last: number;
  grain: string;
  basis: string;
  carried: boolean;
  place: number;
  status: string;
  actors: string[];
  harm: TallyRow[];
  counted: TallyRow[];
  told: Told[];
  text: Record<string, string>;
}

interface Match {
  event: number;
  record: number;
  score: number;
  days: number;
  km: number | null;
  why: string;
}
interface OtherRecord {
  row: number;
  id: string;
  dataset: number;
  type: string;
  sub: string;
  first: number;
  last: number;
  grain: string;
  place: number;
  actors: string[];
  text: Record<string, string>;
  matches: Match[];
}
interface Joined {
  event: Numbers;
  score: Numbers;
  days: Numbers;
  km: Numbers;
  record: Numbers;
  byRecord: Uint32Array;
}
interface JoinCounts {
  events: [number, number];
  records: [number, number];
}
/** What a view shows of the records: drawn in three goes, between what is drawn of the events. */
interface Scene {
  marks: Mark[];
  shapes: Shape[];
  under(c: CanvasRenderingContext2D): void;
  names(c: CanvasRenderingContext2D): void;
  over(c: CanvasRenderingContext2D): void;
}
/** The layer of others' records: what it knows. */
interface RecordsCore {
  head: RecordsHead;
  model: Model;
  store: Store;
  joined: Joined;
  hasRecord: Uint8Array;
  hasEvent: Uint8Array;
  chosen: number;
  pointed: Set<number>;
  scene(view: View, marks: Mark[], taken: number[][]): Scene;
  search(query: string, isStale: () => boolean): Promise<number>;
  choose(join: JoinList): void;
  counts(): JoinCounts;
  record(row: number): Promise<OtherRecord>;
  matchesOf(event: number): Promise<Match[]>;
}
/** An event or a record as files have it: its columns, its shape, and what stands beside the columns in GeoJSON. */
interface ExportRow {
  properties: Record<string, unknown>;
  geometry: string;
  beside: Record<string, unknown>;
}
/** The same with what it shows: cards, lists, controls, rows of an export. */
interface Records extends RecordsCore {
  open(places: number[], rows: number[], at: number): Promise<void>;
  section(event: number): Promise<Node[]>;
  line(row: number): HTMLElement;
  among(join: JoinList): Uint8Array | null;
  panel(): void;
  text(): string;
  tip(mark: Mark): string;
  legend(): [string, Element, string][];
  beside(event: number): Promise<SideSource[]>;
  printed(): HTMLElement[];
  about(): Record<string, unknown>;
  extras(event: number): Promise<Record<string, unknown>>;
  row(row: number): Promise<ExportRow>;
}
interface RecordsPart {
  read(head: RecordsHead, core: Uint8Array, matches: Uint8Array): { model: Model; joined: Joined };
  make(page: Page, data: { model: Model; joined: Joined }): Records;
}

/** What a page's blocks hold. */
interface PageData {
  model: Model;
  basemap: Basemap | null;
  texts: Texts;
  others: { model: Model; joined: Joined } | null;
}
/** What is looked at now; parts change it by `page.look`. `bars`: as drawn; `home`: the window that the page opened on by itself. */
interface Seen {
  lang: Say;
  theme: Theme;
  tiled: boolean;
  /** Places, -1 for none. */
  chosen: number;
  pointed: Set<number>;
  pointedArticles: Set<number>;
  bars: { edges: ArrayLike<number>; sure: Uint32Array; possible: Uint32Array } | null;
  home: { zoom: number; at: import('leaflet').LatLng } | null;
}
/** What parts offer to the others. */
interface Offers {
  records: Records | null;
  story: { told(): Story | null } | null;
  /** Where the page holds the articles' text: opens one, at the words of an event. */
  read: ((article: number, event?: number) => void) | null;
  find(query: string): void;
  toast(text: string): void;
  show(card: HTMLElement, place: number, of: Model): void;
  close(): void;
  link(record: EventRecord | OtherRecord): void;
  open(places: number[], events: number[], at: number): Promise<void>;
  openMark(mark: Mark): Promise<void>;
  /** The pointer is at a mark, or at none. */
  point(mark: Mark | null, at: { x: number; y: number }): void;
  /** The articles in `pointedArticles` stand out; the words of events at places do. */
  pointArticles(): void;
  pointText(places: Set<number>): void;
  /** A card shows an event or a record, or none any more. */
  told(record: EventRecord | OtherRecord | null): void;
  bring(place: number, of: Model): void;
  zoomTo(places: number[], of: Model): void;
  /** A change between two periods is shown on the map, or no longer. */
  shaded(): void;
}
/** What every part of the page shares: frozen, made in context.js. */
interface Page extends Readonly<Seen>, Readonly<Omit<Offers, 'show' | 'zoomTo' | 'shaded'>> {
  readonly store: Store;
  readonly texts: Texts;
  readonly styles: TypeStyle[];
  readonly basemap: Basemap | null;
  readonly map: import('leaflet').Map;
  look(patch: Partial<Seen>): void;
  redraw(): void;
  show(card: HTMLElement, place: number, of?: Model): void;
  zoomTo(places: number[], of?: Model): void;
  onlyArticle(article: number): void;
  hideArticle(article: number): void;
  closed(): void;
  /** Shows the change between two periods on the map, or no longer. */
  shade(how: { change: Store['compared'] }): void;
}
type BaseLayer = import('leaflet').Layer & { redraw(): void };
type MapLayer = import('leaflet').Layer & {
  names: string[];
  attach(page: Page): void;
  redraw(): void;
  later(): void;
  marks: Mark[];
  step(by: number): Mark | null;
  focused: Mark | null;
  canvas: HTMLCanvasElement;
};
