/* The speaker's window. Its script runs in that window, and asks the stage for what it shows: so a stage that was loaded anew is found again. */
window.atlasSpeaker = function () {
  'use strict';
  var began = Date.now(), known = null;
  function part(kind, text, look) {
    var made = document.createElement(kind);
    made.textContent = text;
    made.className = look;
    return made;
  }
  function pictures(shown) {
    var row = part('div', '', 'pictures');
    shown.forEach(function (each) {
      var image = part('img', '', '');
      image.src = each.src;
      image.alt = each.alt;
      image.width = each.wide * 2;
      image.height = each.high * 2;
      row.appendChild(image);
    });
    return row;
  }
  function show(told) {
    var scene = part('main', '', ''), after = part('aside', '', '');
    scene.append(part('h1', told.title, ''), part('p', told.note, 'note'), part('p', told.sentence, 'soft'));
    after.append(pictures(told.pictures), part('p', told.next, 'soft'), pictures(told.nextPictures));
    document.querySelector('.position').textContent = told.position;
    document.querySelector('.away').textContent = told.away;
    document.querySelector('.scene').replaceChildren(scene, after);
    document.documentElement.lang = told.lang;
    document.title = told.window;
  }
  function stage() {
    try {
      return window.opener && !window.opener.closed && window.opener.__stageTold ? window.opener : null;
    } catch (_elsewhere) { return null; } // its tab went to another site, whose pages nobody may read
  }
  function two(count) { return String(count).padStart(2, '0'); }
  function tick() {
    var from = stage(), line = from && from.document.querySelector('[data-test-connection-state]'), seconds = Math.floor((Date.now() - began) / 1000);
    if (from && from.__stageTold !== known) { known = from.__stageTold; show(known); }
    document.querySelector('.away').hidden = !line || line.dataset.testConnectionState === 'CONNECTED';
    document.querySelector('.timer').textContent = two(Math.floor(seconds / 60)) + ':' + two(seconds % 60);
    document.querySelector('.time').textContent = new Date().toLocaleTimeString(document.documentElement.lang, {hour: '2-digit', minute: '2-digit'});
  }
  var clock = part('p', '', 'clock');
  clock.append(part('span', '', 'position'), part('span', '', 'away'), part('span', '', 'timer'), part('span', '', 'time'));
  document.body.replaceChildren(clock, part('div', '', 'scene'));
  document.addEventListener('keydown', function (event) {
    var from = stage();
    if (from && from.__stageKeys) { from.__stageKeys(event); }
  });
  setInterval(tick, 200);
  tick();
};
