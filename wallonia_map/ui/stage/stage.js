/* Keys of the stage. They press the page's own buttons, so that all ways of moving are one. */
window.atlasStage = function (told) {
  'use strict';
  // A press waits while the page runs and until its button is drawn (Streamlit fetches the button's code late). The next one waits until
  // the server has answered the last: two clicks on one drawn button are one step. No click is made twice: a slow line is not a lost press.
  var queue = window.__stageQueue = window.__stageQueue || [], PATIENCE = 100, ANSWER = 5000;
  function press(name) {
    var line = document.querySelector('[data-test-connection-state]');
    if (line && line.dataset.testConnectionState !== 'CONNECTED') { soft(told.away); return; } // no heap of presses for when the line is back
    queue.push(name);
    if (queue.length === 1) { act(PATIENCE); }
  }
  function act(tries) {
    var app = document.querySelector('[data-test-script-state]');
    var button = document.querySelector('.st-key-stage_' + queue[0] + ' button');
    if (window.__talkWaits || (app && app.dataset.testScriptState !== 'notRunning')) { setTimeout(act, 20, tries); return; }
    if (queue[0] === 'next' && window.__stageEnd) { soft(window.__stageEnd); after(); return; }
    if (!button && tries > 0) { setTimeout(act, 20, tries - 1); return; }
    if (!button || !app) { if (button) { button.click(); } after(); return; }
    var watch = new MutationObserver(answered), late = setTimeout(answered, ANSWER);
    function answered() { watch.disconnect(); clearTimeout(late); after(); }
    watch.observe(app, {attributes: true, attributeFilter: ['data-test-script-state']});
    button.click();
  }
  // Why nothing moves (the last scene stays, the line is cut) is said in words that a screen reader hears, and that fade.
  function soft(words) {
    var said = document.querySelector('.stage-end');
    if (!said) { return; }
    said.textContent = words;
    said.classList.add('is-said');
    clearTimeout(window.__stageFade);
    window.__stageFade = setTimeout(function () { said.classList.remove('is-said'); said.textContent = ''; }, 4000);
  }
  function onClick(event) {
    if (!window.__stageEnd || !event.target.closest || !event.target.closest('.st-key-stage_next button')) { return; }
    event.stopPropagation();
    soft(window.__stageEnd);
  }
  function after() {
    queue.shift();
    if (queue.length) { act(PATIENCE); }
  }
  var keys = {
    ArrowRight: 'next', ArrowDown: 'next', PageDown: 'next', ' ': 'next', Enter: 'next',
    ArrowLeft: 'previous', ArrowUp: 'previous', PageUp: 'previous', Backspace: 'previous', Home: 'first', End: 'last'
  };
  // A window of its own: the page's typefaces, and a script that asks this one for what is shown.
  function speaker() {
    var other = window.open('', 'atlas-speaker', 'width=1000,height=680');
    if (!other) { return; }
    other.focus();
    if (other.document.querySelector('.scene')) { return; }
    [['style', faces() + told.style], ['script', '(' + window.atlasSpeaker + ')();']].forEach(function (made) {
      var element = other.document.createElement(made[0]);
      element.textContent = made[1];
      other.document.head.appendChild(element);
    });
  }
  function faces() {
    return Array.prototype.flatMap.call(document.styleSheets, function (sheet) {
      return Array.prototype.filter.call(sheet.cssRules, function (rule) { return rule instanceof CSSFontFaceRule && /Source S/.test(rule.cssText); }).map(function (rule) {
        return rule.cssText.replace(/url\("([^"]*)"\)/g, function (_all, address) { return 'url("' + new URL(address, sheet.href || document.baseURI).href + '")'; });
      });
    }).join('\n');
  }
  function whole(pictures) {
    pictures.forEach(function (each) { each.src = new URL(each.src, document.baseURI).href; });
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
  whole(told.pictures);
  whole(told.nextPictures);
  window.__stageTold = told;
};
