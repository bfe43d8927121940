// A talk travels behind the # of its link, which no server and no log sees: read here, handed to the session over its own line.
const KEPT = 'atlas-talk';
let asked = false; // whether what the tab has kept was handed over already: it may be refused
let seen = ''; // what stood there when we last read or wrote it
const navigation = window.performance.getEntriesByType('navigation')[0];
let first = navigation ? new URL(navigation.name).hash : ''; // Streamlit may have put its own spelling of the address, without the #, before us
export default function (component) {
  const { data, setTriggerValue } = component;
  // The tab keeps the talk too, own columns and all: a session that ended, or a link that could not hold it, loses nothing.
  function kept() {
    try { return window.sessionStorage.getItem(KEPT); } catch (_refused) { return null; } // a browser may forbid it
  }
  function keep(file) {
    try { window.sessionStorage.setItem(KEPT, file); } catch (_refused) { return; }
  }
  function follow() {
    const hash = window.location.hash || (data.fresh ? first : '');
    first = '';
    const found = /^#(?:.*&)?talk=([\w-]+)/.exec(hash), there = found ? found[1] : '';
    if (there && (there !== seen || data.fresh)) { // the visitor came by it, or the session is a new one: a replica was replaced
      seen = there;
      setTriggerValue('opened', there);
    } else if (data.fresh && !there && kept() && !asked) {
      asked = true;
      setTriggerValue('kept', kept());
    } else if (!data.fresh && there !== data.talk) {
      seen = data.talk;
      window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search + (data.talk ? '#talk=' + data.talk : ''));
    }
  }
  follow();
  if (data.file) { keep(data.file); }
  window.addEventListener('hashchange', follow);
  return function () { window.removeEventListener('hashchange', follow); };
}
