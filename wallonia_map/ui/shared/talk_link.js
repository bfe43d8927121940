// A talk travels behind the # of its link, which no server and no log sees: read here, handed to the session over its own line.
// The browser keeps it too, own columns and all: the tab for itself, and the newest change of any tab for a tab that has none.
const KEPT = 'atlas-talk', SESSION = 'atlas-talk-session', PLACE = 'atlas-talk-place';
let seen = ''; // what stood there when we last read or wrote it
const navigation = window.performance.getEntriesByType('navigation')[0];
let first = navigation ? new URL(navigation.name).hash : ''; // Streamlit may have put its own spelling of the address, without the #, before us
function read(storage, name) {
  try { return window[storage].getItem(name); } catch (_refused) { return null; } // a browser may forbid it
}
function write(storage, name, text) {
  try {
    if (text) { window[storage].setItem(name, text); } else { window[storage].removeItem(name); }
    return true;
  } catch (_refused) { return false; } // forbidden, or full
}
function today() {
  const now = new Date(), two = function (n) { return String(n).padStart(2, '0'); };
  return now.getFullYear() + '-' + two(now.getMonth() + 1) + '-' + two(now.getDate());
}
function ask(event) { event.preventDefault(); }
// What stands on the stage is the talk of this browser, as far as it has one: only then is it shown.
function heard() {
  document.body.classList.add('talk-heard');
  window.__talkWaits = false;
}
const LONGEST = 8000; // milliseconds that the keys of the stage wait for an answer
export default function (component) {
  const { data, setTriggerValue } = component;
  const onStage = typeof data.talk === 'string'; // elsewhere the address says another thing than the talk
  // What this session has written or was handed is its own: only what an earlier one kept is handed over, and once.
  function earlier() {
    if (read('sessionStorage', SESSION) === data.session) { return ''; }
    const own = read('sessionStorage', KEPT), other = read('localStorage', KEPT);
    return write('sessionStorage', SESSION, data.session) ? (own ? '\n' + own : other || '') : '';
  }
  function keep() {
    const own = read('sessionStorage', KEPT) || '';
    if (own === data.file || data.fresh) { return !data.file || data.file !== window.__talkRefused; }
    const isKept = write('sessionStorage', KEPT, data.file), isFound = !data.changed || write('localStorage', KEPT, data.file && today() + '\n' + data.file);
    window.__talkRefused = isKept && isFound ? '' : data.file;
    return isKept && isFound;
  }
  function follow() {
    const hash = onStage ? window.location.hash || (data.fresh ? first : '') : '';
    first = '';
    const found = /^#(?:.*&)?talk=([\w-]+)/.exec(hash), there = found ? found[1] : '';
    if (there && (there !== seen || data.fresh)) { // the visitor came by it, or the session is a new one: a replica was replaced
      seen = there;
      write('sessionStorage', SESSION, data.session);
      setTriggerValue('opened', there);
      return;
    }
    const before = there ? '' : earlier();
    if (before) {
      setTriggerValue('kept', before);
      return;
    }
    if (onStage && !data.fresh && there !== data.talk) {
      seen = data.talk;
      window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search + (data.talk ? '#talk=' + data.talk : ''));
    }
    if (onStage && typeof data.place === 'number') {
      write('localStorage', PLACE, data.place ? today() + '\n' + data.place : '');
    } else if (onStage) {
      const left = (read('localStorage', PLACE) || '').split('\n');
      if (left[0] === today() && left[1]) { // that of another day is no place to go on from
        setTriggerValue('place', left[1]);
        return;
      }
    }
    if (onStage) { heard(); }
    const isKept = keep();
    if (isKept === data.unkept) { setTriggerValue('storage', isKept ? 'kept' : 'refused'); }
    window.removeEventListener('beforeunload', window.__talkAsks);
    window.__talkAsks = ask;
    if (!isKept && data.unsaved) { window.addEventListener('beforeunload', ask); } // only then: what is kept comes back
  }
  // A line that comes back may lead to a new server, which knows no talk: asked for a run, it asks what this browser has kept.
  const app = onStage && document.querySelector('[data-test-connection-state]');
  const line = new MutationObserver(function () {
    const isAway = app.dataset.testConnectionState !== 'CONNECTED', isBack = window.__talkAway && !isAway;
    window.__talkAway = isAway;
    if (isBack) {
      document.body.classList.remove('talk-heard');
      window.__talkWaits = true;
      setTimeout(heard, LONGEST);
      setTriggerValue('back', data.session);
    }
  });
  follow();
  if (app) { line.observe(app, { attributes: true, attributeFilter: ['data-test-connection-state'] }); }
  window.addEventListener('hashchange', follow);
  return function () {
    line.disconnect();
    window.removeEventListener('hashchange', follow);
  };
}
