// A talk travels behind the # of its link, which no server and no log sees: read here, handed to the session over its own line.
let seen = ''; // what stood there when we last read or wrote it
const navigation = window.performance.getEntriesByType('navigation')[0];
let first = navigation ? new URL(navigation.name).hash : ''; // Streamlit may have put its own spelling of the address, without the #, before us
export default function (component) {
  const { data, setTriggerValue } = component;
  function follow() {
    const hash = window.location.hash || (data.fresh ? first : '');
    first = '';
    const found = /^#(?:.*&)?talk=([\w-]+)/.exec(hash), there = found ? found[1] : '';
    if (there && (there !== seen || data.fresh)) { // the visitor came by it, or the session is a new one: a replica was replaced
      seen = there;
      setTriggerValue('opened', there);
    } else if (!data.fresh && there !== data.talk) {
      seen = data.talk;
      window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search + (data.talk ? '#talk=' + data.talk : ''));
    }
  }
  follow();
  window.addEventListener('hashchange', follow);
  return function () { window.removeEventListener('hashchange', follow); };
}
