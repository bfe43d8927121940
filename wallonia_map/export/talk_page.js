// The keys of a talk in one file. Texts come as data and are set as text; nothing is fetched.
'use strict';
const told = JSON.parse(document.getElementById('told').textContent);
const scenes = Array.from(document.querySelectorAll('.scene')), said = document.querySelector('.end');
const begun = Date.now();
let at = 0, other = null, fade = 0;
document.documentElement.classList.add('js');

function fit() { // names keep their size on the screen, however large the map is drawn
  for (const drawn of document.querySelectorAll('.map svg')) {
    const box = drawn.getBoundingClientRect(), seen = drawn.viewBox.baseVal;
    if (box.width && box.height) { drawn.style.setProperty('--u', Math.max(seen.width / box.width, seen.height / box.height)); drawn.closest('.scene').style.setProperty('--circles', box.width / 760); }
  }
}
function show(number, focus) {
  at = Math.max(0, Math.min(number, scenes.length - 1));
  scenes.forEach((scene, place) => { scene.hidden = place !== at; });
  document.querySelector('.progress rect').setAttribute('width', 100 * (at + 1) / scenes.length);
  said.classList.remove('is-said');
  if (location.hash !== `#${at + 1}`) { history.replaceState(null, '', `#${at + 1}`); } // a reload opens the scene that was shown
  fit();
  fill();
  if (focus) { scenes[at].querySelector('h2').focus({preventScroll: true}); }
}
function next() {
  if (at + 1 < scenes.length) { show(at + 1, true); return; }
  said.textContent = told.end;
  said.classList.add('is-said');
  clearTimeout(fade);
  fade = setTimeout(() => { said.classList.remove('is-said'); said.textContent = ''; }, 4000);
}
function speaker() {
  other = window.open('', 'atlas-speaker', 'width=760,height=600') || other;
  if (!other) { return; }
  const page = other.document;
  page.title = told.notes;
  page.documentElement.lang = document.documentElement.lang;
  page.documentElement.className = 'speaker';
  page.head.replaceChildren(...['faces', 'style'].map((name) => {
    const copied = page.createElement('style');
    copied.textContent = document.getElementById(name).textContent;
    return copied;
  }));
  other.onkeydown = onKey;
  fill();
}
function fill() {
  if (!other || other.closed) { return; }
  const page = other.document, scene = told.scenes[at], after = told.scenes[at + 1];
  const part = (kind, text, look) => Object.assign(page.createElement(kind), {textContent: text, className: look});
  const clock = part('p', '', 'clock');
  clock.append(part('span', `${at + 1} / ${scenes.length}`, ''), part('span', '', 'timer'), part('span', '', 'time'));
  page.body.replaceChildren(clock, part('h1', scene.title, ''), part('p', scene.note, 'note'), part('p', scene.sentence, 'soft'),
    part('p', told.next.replace('{title}', () => after ? after.title : told.last), 'soft'));
  tick();
}
function tick() {
  if (!other || other.closed) { return; }
  const seconds = Math.floor((Date.now() - begun) / 1000), two = (count) => String(count).padStart(2, '0');
  const timer = other.document.querySelector('.timer'), time = other.document.querySelector('.time');
  if (timer) { timer.textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`; }
  if (time) { time.textContent = new Date().toLocaleTimeString(document.documentElement.lang, {hour: '2-digit', minute: '2-digit'}); }
}
const steps = {
  ArrowRight: next, ArrowDown: next, PageDown: next, ' ': next, Enter: next,
  ArrowLeft: () => show(at - 1, true), ArrowUp: () => show(at - 1, true), PageUp: () => show(at - 1, true), Backspace: () => show(at - 1, true),
  Home: () => show(0, true), End: () => show(scenes.length - 1, true)
};
function point(look) { // a dot, or a spot of light, that follows the mouse: there when its key is pressed, gone when it is pressed again
  const there = document.querySelector('.pointer'), on = !there.classList.contains(look);
  there.classList.remove('dot', 'spot');
  if (on) { there.classList.add(look); }
}
document.addEventListener('mousemove', (event) => {
  const there = document.querySelector('.pointer');
  there.style.setProperty('--x', `${event.clientX}px`);
  there.style.setProperty('--y', `${event.clientY}px`);
});
function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) { return; }
  const key = event.key;
  if ((key === ' ' || key === 'Enter') && event.target.closest && event.target.closest('button')) { return; }
  if (key === ' ' && event.shiftKey) { show(at - 1, true); }
  else if (steps[key]) { steps[key](); }
  else if (/^[0-9]$/.test(key)) { show((Number(key) || 10) - 1, true); }
  else if (/^f$/i.test(key)) {
    if (document.fullscreenElement) { document.exitFullscreen(); } else { document.documentElement.requestFullscreen().catch(() => undefined); }
  }
  else if (/^[b.]$/i.test(key)) { document.documentElement.classList.toggle('black'); }
  else if (/^p$/i.test(key)) { point('dot'); }
  else if (/^s$/i.test(key)) { point('spot'); }
  else if (/^t$/i.test(key)) { document.documentElement.classList.toggle('dark'); }
  else if (/^n$/i.test(key)) { speaker(); }
  else if (key === 'Escape') { document.documentElement.classList.remove('black'); document.querySelector('.pointer').classList.remove('dot', 'spot'); }
  else { return; }
  event.preventDefault();
}
document.addEventListener('keydown', onKey);
document.getElementById('next').addEventListener('click', next);
document.getElementById('previous').addEventListener('click', () => show(at - 1, false));
document.getElementById('speaker').addEventListener('click', speaker);
addEventListener('resize', fit);
addEventListener('hashchange', () => show((Number(location.hash.slice(1)) || 1) - 1, true));
addEventListener('pagehide', () => { if (other) { other.close(); } }); // a file that is loaded anew may not touch the window that it opened before
setInterval(tick, 1000);
show((Number(location.hash.slice(1)) || 1) - 1, false);
