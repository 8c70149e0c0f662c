// The credit line below the map: whose data is on it, short enough to stand there whole; all of it is told in About.
import { button, byId, el, escaped } from '../text/dom.js';

const LEAFLET = 'Leaflet';

/**
 * @param {typeof import('leaflet')} L
 * @param {Page} page
 */
export function makeCredit(L, page) {
  const { map, lang, store } = page;
  const { head } = store.model;
  const line = byId('gm-credit');
  map.attributionControl?.remove();
  map.on('layeradd layerremove', () => setTimeout(show));
  show();

  function show() {
    const names = creditNames([...(page.tiled ? [] : [head.credit]), ...head.notes.licences]);
    if (page.tiled && head.tiles) names.unshift(head.tiles.attribution);
    map.eachLayer((layer) => {
      const said = layer instanceof L.TileLayer ? (layer.getAttribution?.() ?? '') : '';
      if (said && said !== escaped(head.tiles?.attribution ?? '')) names.unshift(plain(said));
    });
    const about = button('gm-link', lang.say('credits'), () => {
      byId('gm-abtab').click();
      if (byId('gm').classList.contains('gm-folded')) byId('gm-fold').click();
      byId('gm-credits').scrollIntoView({ block: 'nearest' });
    });
    line.replaceChildren(el('span', '', names.join(' · ')), about);
  }
}

/**
 * Whom lines of credit name: the words behind a colon and before a comma or bracket, each once, OpenStreetMap as it asks for.
 * @param {string[]} lines
 */
export function creditNames(lines) {
  const names = lines.flatMap((line) => {
    const open = line.includes('OpenStreetMap') ? ['© OpenStreetMap contributors'] : [];
    const said = line
      .slice(line.indexOf(': ') < 0 ? 0 : line.indexOf(': ') + 2)
      .split(/[,(]| with | of | by /)[0]
      .trim();
    return said.includes('OpenStreetMap') || said.startsWith('©') ? open : [said, ...open];
  });
  return [...new Set([...names.filter(Boolean), LEAFLET])].filter(
    (name, k, all) => !all.some((other, j) => j !== k && other !== name && other.startsWith(`${name} `)),
  );
}

/**
 * The words of an attribution, which for Leaflet is HTML: read as text, tags dropped.
 * @param {string} markup
 */
const plain = (markup) =>
  markup.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
