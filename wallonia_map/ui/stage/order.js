// The order of the scenes: dragged by a pointer, or moved by keys. What is sent is the whole order that is wanted, so that a message that
// comes twice or late says the same.
const MOVES = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };
function shown(list) { return Array.from(list.children); }
export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const list = parentElement.querySelector('ol'), said = parentElement.querySelector('[role=status]');
  function label(item, place) {
    return data.label.replace('{n}', place + 1).replace('{of}', list.children.length).replace('{title}', function () { return item.dataset.title; });
  }
  function name() {
    shown(list).forEach(function (item, place) {
      item.firstElementChild.setAttribute('aria-label', label(item, place));
      item.querySelector('.number').textContent = place + 1;
    });
  }
  function put(item, place) {
    const others = shown(list).filter(function (other) { return other !== item; });
    list.insertBefore(item, others[place] || null);
    name();
  }
  function report(item) {
    said.textContent = label(item, shown(list).indexOf(item));
    // A value that stays, not a trigger: of two moves in quick succession the later one counts. The clock tells a move from the same one done again.
    list.dataset.sent = Date.now();
    setStateValue('order', list.dataset.sent + '|' + shown(list).map(function (other) { return other.dataset.id; }).join(','));
  }
  function key(event) {
    const item = event.currentTarget.parentElement, from = shown(list).indexOf(item), by = MOVES[event.key];
    if (by === undefined) { return; }
    event.preventDefault();
    const to = Math.max(0, Math.min(list.children.length - 1, from + by));
    if (to === from) { return; }
    put(item, to);
    item.firstElementChild.focus();
    report(item);
  }
  function drag(event) {
    const button = event.currentTarget, item = button.parentElement, before = shown(list).indexOf(item);
    if (event.button !== 0 || !event.isPrimary) { return; }
    function over(move) {
      const others = shown(list).filter(function (other) { return other !== item; });
      const passed = others.filter(function (other) {
        const box = other.getBoundingClientRect();
        return box.top + box.height / 2 < move.clientY;
      });
      if (shown(list).indexOf(item) !== passed.length) { put(item, passed.length); }
      item.classList.add('is-held');
    }
    function end(last) {
      ['pointermove', 'pointerup', 'pointercancel', 'keydown'].forEach(function (kind) { window.removeEventListener(kind, HEARD[kind], true); });
      item.classList.remove('is-held');
      if (last.type === 'pointerup' && shown(list).indexOf(item) !== before) { report(item); }
      if (last.type !== 'pointerup') { put(item, before); }
      button.focus();
    }
    function giveUp(press) {
      if (press.key !== 'Escape') { return; }
      press.stopImmediatePropagation(); // the list stays open: only the drag is given up
      press.preventDefault();
      end(press);
    }
    const HEARD = { pointermove: over, pointerup: end, pointercancel: end, keydown: giveUp };
    Object.keys(HEARD).forEach(function (kind) { window.addEventListener(kind, HEARD[kind], true); });
  }
  function made(scene) {
    const item = document.createElement('li'), button = document.createElement('button');
    item.dataset.id = scene.id;
    button.type = 'button';
    ['grip', 'number', 'title'].forEach(function (part) {
      const span = document.createElement('span');
      span.className = part;
      button.append(span);
    });
    item.append(button);
    return item;
  }
  // An answer to an earlier move than the last one is passed over: its own is on the way.
  if (list.dataset.sent && list.dataset.sent !== data.seen) { return; }
  const there = new Map(shown(list).map(function (item) { return [item.dataset.id, item]; }));
  const held = list.getRootNode().activeElement;
  list.replaceChildren.apply(list, data.scenes.map(function (scene) { return there.get(scene.id) || made(scene); }));
  if (held && list.contains(held)) { held.focus(); }
  shown(list).forEach(function (item, place) {
    item.dataset.title = item.querySelector('.title').textContent = data.scenes[place].title;
    item.firstElementChild.onkeydown = key;
    item.firstElementChild.onpointerdown = drag;
  });
  name();
}
