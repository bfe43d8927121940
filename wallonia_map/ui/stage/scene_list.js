// The scenes as cards: dragged by a pointer, or moved by keys; each has a button for the stage and one for its editor. What is sent of an order
// is the whole order that is wanted, so that a message that comes twice or late says the same; of a scene, its name.
const MOVES = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };
/** A pointer that has gone so far drags; so near to an edge of the window, the page moves along; in pixels. */
const DRAGGED = 6, EDGE = 70;
function shown(list) { return Array.from(list.children); }
function made(tag, name, parent) {
  const part = document.createElement(tag);
  part.className = name;
  parent.append(part);
  return part;
}
function scroller(node) {
  for (let box = node; box; box = box.parentElement) {
    if (box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY)) { return box; }
  }
  return document.scrollingElement;
}
export default function (component) {
  const { parentElement, setStateValue, setTriggerValue } = component, data = JSON.parse(new TextDecoder().decode(component.data)), words = data.words;
  const list = parentElement.querySelector('ol'), said = parentElement.querySelector('[role=status]');
  function label(item, place) {
    return words.move.replace('{n}', place + 1).replace('{of}', list.children.length).replace('{title}', function () { return item.dataset.title; });
  }
  function name() {
    shown(list).forEach(function (item, place) {
      item.querySelector('.move').setAttribute('aria-label', label(item, place));
      item.querySelector('h3').textContent = (place + 1) + '. ' + item.dataset.title;
      item.querySelector('.edit .label').textContent = words.edit.replace('{n}', place + 1);
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
    event.currentTarget.focus();
    report(item);
  }
  function drag(event) {
    const item = event.currentTarget, before = shown(list).indexOf(item), grip = item.querySelector('.move'), page = scroller(list.getRootNode().host || list);
    const onGrip = event.target.closest('.move');
    // A finger on the card scrolls the page; the grip is what it drags by.
    if (event.button !== 0 || !event.isPrimary || event.target.closest('.ways') || (event.pointerType === 'touch' && !onGrip)) { return; }
    let at = event.clientY, isHeld = false, frame = 0;
    function stand() {
      const passed = shown(list).filter(function (other) {
        const box = other.getBoundingClientRect();
        return other !== item && box.top + box.height / 2 < at;
      });
      if (shown(list).indexOf(item) !== passed.length) { put(item, passed.length); }
    }
    function along() {
      const by = at < EDGE ? at - EDGE : Math.max(0, at - innerHeight + EDGE);
      if (by) { page.scrollBy(0, by / 6); stand(); }
      frame = requestAnimationFrame(along);
    }
    function over(move) {
      at = move.clientY;
      if (!isHeld && Math.abs(at - event.clientY) < DRAGGED) { return; }
      if (!isHeld) { isHeld = true; item.classList.add('is-held'); along(); }
      stand();
    }
    function end(last) {
      Object.keys(HEARD).forEach(function (kind) { window.removeEventListener(kind, HEARD[kind], true); });
      cancelAnimationFrame(frame);
      item.classList.remove('is-held');
      if (!isHeld) { return; }
      if (last.type !== 'pointerup') { put(item, before); } else if (shown(list).indexOf(item) !== before) { report(item); }
      grip.focus({ preventScroll: true });
    }
    function giveUp(press) {
      if (press.key !== 'Escape') { return; }
      press.stopImmediatePropagation(); // only the drag is given up
      press.preventDefault();
      end(press);
    }
    const HEARD = { pointermove: over, pointerup: end, pointercancel: end, keydown: giveUp };
    Object.keys(HEARD).forEach(function (kind) { window.addEventListener(kind, HEARD[kind], true); });
  }
  function way(parent, name, icon) {
    const button = made('button', name, parent), drawn = made('span', 'icon', button);
    button.type = 'button';
    drawn.textContent = icon;
    drawn.setAttribute('aria-hidden', 'true');
    drawn.translate = false;
    made('span', 'label', button);
    return button;
  }
  function card() {
    const item = document.createElement('li'), move = made('button', 'move', item);
    move.type = 'button';
    made('span', 'pictures', item);
    made('h3', '', made('div', 'words', item));
    const ways = made('div', 'ways', item);
    way(ways, 'start', 'play_arrow');
    way(ways, 'edit', 'edit');
    return item;
  }
  function pictures(box, told) {
    if (box.dataset.told === JSON.stringify(told)) { return; } // a picture that stands stays: it would flicker
    box.dataset.told = JSON.stringify(told);
    box.replaceChildren.apply(box, told.map(function (picture) {
      const image = document.createElement('img');
      Object.assign(image, { src: picture.src, alt: picture.alt, width: picture.wide, height: picture.high, draggable: false, className: 'awaited' });
      image.addEventListener('load', function () { image.classList.remove('awaited'); });
      return image;
    }));
  }
  function fill(item, scene, place) {
    const start = item.querySelector('.start'), edit = item.querySelector('.edit'), move = item.querySelector('.move'), text = item.querySelector('.words');
    item.dataset.id = scene.id;
    item.dataset.title = scene.title;
    item.classList.toggle('is-opened', place === data.opened);
    pictures(item.querySelector('.pictures'), scene.pictures);
    text.querySelectorAll('p').forEach(function (line) { line.remove(); });
    scene.told.forEach(function (line) { made('p', '', text).textContent = line; });
    item.querySelector('h3').id = 'scene-' + scene.id;
    start.querySelector('.label').textContent = words.start;
    start.setAttribute('aria-describedby', 'scene-' + scene.id);
    edit.setAttribute('aria-describedby', 'scene-' + scene.id);
    edit.setAttribute('aria-expanded', String(place === data.opened));
    move.setAttribute('aria-describedby', 'help');
    move.hidden = data.scenes.length < 2;
    move.onkeydown = key;
    item.onpointerdown = data.scenes.length < 2 ? null : drag;
    start.onclick = function () { setTriggerValue('start', data.session + '|' + item.dataset.id); };
    edit.onclick = function () { setTriggerValue('edit', data.session + '|' + item.dataset.id); };
  }
  function add() {
    const box = parentElement.querySelector('.additions');
    data.additions.forEach(function (addition, place) {
      const button = box.children[place] || way(box, 'add', addition.icon);
      button.querySelector('.label').textContent = addition.label;
      button.disabled = data.full;
      button.onclick = function () { setTriggerValue('add', data.session + '|' + addition.kind); };
    });
  }
  // An answer to an earlier move than the last one is passed over: its own is on the way.
  if (list.dataset.sent && list.dataset.sent !== data.seen) { return; }
  parentElement.querySelector('h2').textContent = words.scenes;
  parentElement.querySelector('.help').textContent = words.help;
  const there = new Map(shown(list).map(function (item) { return [item.dataset.id, item]; }));
  const held = list.getRootNode().activeElement;
  list.replaceChildren.apply(list, data.scenes.map(function (scene) { return there.get(scene.id) || card(); }));
  if (held && list.contains(held)) { held.focus({ preventScroll: true }); }
  shown(list).forEach(function (item, place) { fill(item, data.scenes[place], place); });
  name();
  add();
  // Who leaves the editor is back at the card that it was opened from.
  const returned = data.returned.join();
  if (list.dataset.returned !== undefined && list.dataset.returned !== returned) {
    shown(list)[Math.min(data.returned[1], list.children.length - 1)].querySelector('.edit').focus();
  }
  list.dataset.returned = returned;
}
