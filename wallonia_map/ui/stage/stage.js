/* Keys of the stage. They press the page's own buttons, so that all ways of moving are one. */
window.atlasStage = function (told) {
  'use strict';
  // A press waits while the page runs and until its button is drawn (Streamlit fetches the button's code late). The next one waits until
  // the server has answered the last: two clicks on one drawn button are one step. No click is made twice: a slow line is not a lost press.
  var queue = window.__stageQueue = window.__stageQueue || [], PATIENCE = 100, ANSWER = 5000;
  function press(name) {
    var line = document.querySelector('[data-test-connection-state]');
    if (line && line.dataset.testConnectionState !== 'CONNECTED') { return; } // no heap of presses for when the line is back
    queue.push(name);
    if (queue.length === 1) { act(PATIENCE); }
  }
  function act(tries) {
    var app = document.querySelector('[data-test-script-state]');
    var button = document.querySelector('.st-key-stage_' + queue[0] + ' button');
    if (window.__talkWaits || (app && app.dataset.testScriptState !== 'notRunning')) { setTimeout(act, 20, tries); return; }
    if (queue[0] === 'next' && window.__stageEnd) { end(); after(); return; }
    if (!button && tries > 0) { setTimeout(act, 20, tries - 1); return; }
    if (!button || !app) { if (button) { button.click(); } after(); return; }
    var watch = new MutationObserver(answered), late = setTimeout(answered, ANSWER);
    function answered() { watch.disconnect(); clearTimeout(late); after(); }
    watch.observe(app, {attributes: true, attributeFilter: ['data-test-script-state']});
    button.click();
  }
  // The last scene stays: that it is the last is said in words that a screen reader hears, and that fade.
  function end() {
    var said = document.querySelector('.stage-end');
    if (!said) { return; }
    said.textContent = window.__stageEnd;
    said.classList.add('is-said');
    clearTimeout(window.__stageFade);
    window.__stageFade = setTimeout(function () { said.classList.remove('is-said'); said.textContent = ''; }, 4000);
  }
  function onClick(event) {
    if (!window.__stageEnd || !event.target.closest || !event.target.closest('.st-key-stage_next button')) { return; }
    event.stopPropagation();
    end();
  }
  function after() {
    queue.shift();
    if (queue.length) { act(PATIENCE); }
  }
  var keys = {
    ArrowRight: 'next', ArrowDown: 'next', PageDown: 'next', ' ': 'next', Enter: 'next',
    ArrowLeft: 'previous', ArrowUp: 'previous', PageUp: 'previous', Backspace: 'previous', Home: 'first', End: 'last'
  };
  function speaker() {
    window.__speaker = window.open('', 'atlas-speaker', 'width=760,height=560') || window.__speaker;
    fill();
  }
  function fill() {
    var other = window.__speaker;
    if (!other || other.closed) { return; }
    var page = other.document;
    page.title = told.window;
    page.documentElement.lang = document.documentElement.lang;
    page.body.style.cssText = 'margin:0;padding:2rem;font:22px/1.5 Georgia,serif;background:#131d22;color:#f3f6f4';
    page.body.replaceChildren();
    [['p', told.position], ['h1', told.title], ['p', told.note], ['p', told.sentence], ['p', told.next]].forEach(function (part, index) {
      var made = page.createElement(part[0]);
      made.textContent = part[1];
      made.style.cssText = index === 2 ? 'font-size:28px' : index === 1 ? 'font-size:30px;margin:.2em 0' : 'opacity:.75;font-size:19px';
      page.body.appendChild(made);
    });
    other.onkeydown = onKey;
  }
  // A dot, or a spot of light, that follows the mouse: there when its key is pressed, gone when it is pressed again.
  function point(look) {
    var there = document.querySelector('.stage-pointer');
    if (!there) {
      there = document.createElement('div');
      there.className = 'stage-pointer';
      there.setAttribute('aria-hidden', 'true');
      document.addEventListener('mousemove', function (event) {
        there.style.setProperty('--x', event.clientX + 'px');
        there.style.setProperty('--y', event.clientY + 'px');
      });
      document.body.appendChild(there);
    }
    var on = !there.classList.contains(look);
    there.classList.remove('is-dot', 'is-spot');
    if (on) { there.classList.add(look); }
  }
  function unpoint() {
    var there = document.querySelector('.stage-pointer');
    if (there) { there.classList.remove('is-dot', 'is-spot'); }
  }
  function onKey(event) {
    if (!document.querySelector('.st-key-stage_controls')) { return; }
    var typing = event.target && event.target.closest && event.target.closest('input, textarea, [role=listbox]');
    if (typing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    var key = event.key, onButton = event.target && event.target.closest && event.target.closest('button') && (key === ' ' || key === 'Enter');
    if (onButton) { return; }
    var year = {ArrowUp: 'year_next', ArrowDown: 'year_previous'}[key];  // on a scene of years, and nowhere else
    if (year && document.querySelector('.st-key-stage_years')) { press(year); }
    else if (keys[key]) { press(event.shiftKey && key === ' ' ? 'previous' : keys[key]); }
    else if (/^[0-9]$/.test(key)) { press('go_' + key); }
    else if (key === 'f' || key === 'F') {
      if (document.fullscreenElement) { document.exitFullscreen(); } else { document.documentElement.requestFullscreen().catch(function () {}); }
    }
    else if (key === 'b' || key === 'B' || key === '.') { document.body.classList.toggle('stage-black'); }
    else if (key === 'p' || key === 'P') { point('is-dot'); }
    else if (key === 's' || key === 'S') { point('is-spot'); }
    else if (key === 't' || key === 'T') { press('theme'); }
    else if (key === 'n' || key === 'N') { speaker(); }
    else if (key === 'Escape' && !document.fullscreenElement) { document.body.classList.remove('stage-black'); unpoint(); press('exit'); }
    else { return; }
    event.preventDefault();
  }
  if (window.__stageKeys) { document.removeEventListener('keydown', window.__stageKeys); }
  if (window.__stageClick) { document.removeEventListener('click', window.__stageClick, true); }
  window.__stageKeys = onKey;
  window.__stageClick = onClick;
  window.__stageEnd = told.end;
  document.addEventListener('click', onClick, true);
  document.addEventListener('keydown', onKey);
  fill();
};
