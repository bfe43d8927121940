/* What Streamlit does not say to a screen reader: the page's language, a way past the menu, what has changed. */
window.atlasPage = function (told) {
  'use strict';
  var root = document.documentElement;
  root.lang = told.lang;
  window.__atlasWords = told;
  root.translate = false; // the atlas speaks four languages itself

  var skip = document.getElementById('atlas-skip') || document.body.insertBefore(document.createElement('a'), document.body.firstChild);
  skip.id = 'atlas-skip';
  skip.href = '#results';
  skip.textContent = told.skip;
  skip.onclick = function (event) {
    event.preventDefault(); // the address says the view, nothing else
    var target = document.querySelector('.result') || document.querySelector('h1'); // Streamlit takes back the id of its own headings
    window.__atlasSkipped = Date.now();
    if (target) { target.tabIndex = -1; target.focus(); target.scrollIntoView({block: 'center'}); }
  };
  if (window.__atlasWatch) { return; }

  // Streamlit replaces what it redraws, and a live region that is replaced stays silent: this one never is.
  var live = document.body.appendChild(document.createElement('div'));
  live.id = 'atlas-live';
  live.setAttribute('role', 'status');
  var known = null, place = null, waiting = 0;
  function mend() {
    var target = document.querySelector('.result') || document.querySelector('h1'), former = document.getElementById('results');
    if (target && target !== former) {
      if (former) { former.removeAttribute('id'); }
      target.id = 'results';
      // drawn anew just after one came here: the focus stays with the result
      if (Date.now() - window.__atlasSkipped < 3000 && document.activeElement === document.body) { target.tabIndex = -1; target.focus(); }
    }
    // the uploader's frame has a name and says that it is nothing, and speaks English (docs/accessibility.md)
    document.querySelectorAll('[data-testid="stFileUploaderDropzone"]').forEach(function (zone) {
      if (zone.getAttribute('role') === 'presentation') { zone.setAttribute('role', 'group'); }
      zone.querySelectorAll('button').forEach(function (button) {
        if (!button.closest('[data-testid="stFileChips"]')) { button.setAttribute('aria-label', window.__atlasWords.upload); }
        // hidden since style.css writes the word, but still read by who compares a name with its label
        var word = button.querySelector('p');
        if (word && word.textContent === 'Upload') { word.firstChild.data = window.__atlasWords.upload; }
      });
    });
  }
  // The button that opens the menu on a phone, and what it opens, are named in English.
  function name() {
    var menu = window.__atlasWords.menu;
    document.querySelectorAll('[data-testid="stExpandSidebarButton"], .stSidebar').forEach(function (part) {
      if (part.getAttribute('aria-label') !== menu) { part.setAttribute('aria-label', menu); }
    });
  }
  // On a phone the menu lies over the page: once a page is chosen there, it goes.
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('.stSidebar [data-testid="stSidebarNavLink"]');
    var away = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
    if (link && away && matchMedia('(max-width: 768px)').matches) { away.click(); }
  });
  // A file that is being made turns in its button for the eye: here it is said.
  var made = false;
  function files() {
    var busy = Boolean(document.querySelector('.stDownloadButton [data-testid="stSpinnerIcon"]'));
    var wrong = document.querySelector('[data-testid="stDownloadButtonError"]');
    if (busy !== made && (busy || !wrong)) { live.textContent = busy ? window.__atlasWords.preparing : window.__atlasWords.ready; }
    made = busy;
  }
  // A press in the moment in which the page is drawn anew asks for the file of the run before, which Streamlit has thrown away:
  // it is asked for once more as soon as the page rests. What fails then is told, in the page's language.
  function running() {
    var app = document.querySelector('[data-test-script-state]');
    return app && /^(initial|running|rerunRequested)$/.test(app.dataset.testScriptState);
  }
  function ask(block) {
    var button = block.querySelector('button');
    if (!block.isConnected || !button) { return; }
    if (running() || button.disabled) { setTimeout(ask, 100, block); return; }
    block.dataset.again = 'asked';
    button.click();
  }
  function again() {
    document.querySelectorAll('.stDownloadButton').forEach(function (block) {
      var wrong = block.querySelector('[data-testid="stDownloadButtonError"]'), state = block.dataset.again;
      if (wrong && !state) { block.dataset.again = 'waits'; setTimeout(ask, 100, block); }
      if (wrong && state === 'asked') { block.dataset.again = 'failed'; live.textContent = window.__atlasWords.failed; }
    });
  }
  document.addEventListener('click', function (event) {
    var block = event.isTrusted && event.target.closest && event.target.closest('.stDownloadButton');
    if (block) { delete block.dataset.again; }
  }, true);
  // The address says the whole view: copied where a button asks for it.
  document.addEventListener('click', function (event) {
    var button = event.target.closest && event.target.closest('.copy-link');
    if (!button || !navigator.clipboard) { return; }
    navigator.clipboard.writeText(location.href).then(function () {
      var words = button.dataset.words = button.dataset.words || button.textContent;
      button.textContent = live.textContent = button.dataset.copied;
      setTimeout(function () { button.textContent = words; }, 2500);
    }, function () { /* not allowed to: the address stands in the browser's own line */ });
  });
  // A tab keeps its click to itself, so that an open panel would lie over what it opens: the page is told of a click beside the panel.
  document.addEventListener('click', function (event) {
    var tab = event.isTrusted && event.target.closest && event.target.closest('[role="tab"]');
    if (tab && document.querySelector('[data-testid="stPopoverBody"]')) { setTimeout(function () { document.dispatchEvent(new MouseEvent('click')); }); }
  }, true);
  // A map is a frame, and keeps its clicks to itself, too: whoever leaves the page for one leaves the panel. Tab only passes through.
  var tabbed = 0;
  document.addEventListener('keydown', function (event) { if (event.key === 'Tab') { tabbed = event.timeStamp; } }, true);
  window.addEventListener('blur', function (event) {
    if (event.timeStamp - tabbed < 500) { return; }
    setTimeout(function () {
      var at = document.activeElement, panel = document.querySelector('[data-testid="stPopoverBody"]');
      if (panel && at && at.tagName === 'IFRAME' && !panel.contains(at)) { document.dispatchEvent(new MouseEvent('click')); }
    });
  });
  // What opens elsewhere than under its button (Present's editor of a scene) calls the focus: once for each number that it says.
  var called = null;
  function heed() {
    var part = document.querySelector('[data-focus]'), call = part ? part.dataset.focus : '';
    if (called !== null && part && call !== called) { part.focus(); }
    called = call;
  }
  // A panel that the keyboard opened lies at the end of the page and is filled a moment later: the focus goes into it, and back to its button,
  // which is another one where it counts more choices than before.
  var opener = null, entered = null;
  document.addEventListener('focusin', function (event) {
    var panel = event.target.closest && event.target.closest('.stPopover');
    if (panel) { opener = {button: event.target, at: panel.closest('[class*="st-key-"]').className.match(/st-key-[\w-]+/)}; } else if (!event.target.closest('[data-testid="stPopoverBody"]')) { opener = null; }
  });
  function enter() {
    var body = document.querySelector('[data-testid="stPopoverBody"]'), at = document.activeElement, again = opener && opener.at && document.querySelector('.' + opener.at[0] + ' button');
    if (body && body !== entered && opener && at === opener.button && at.matches(':focus-visible')) {
      var first = body.querySelector('input:not(:disabled)') || body.querySelector(':is(button, [tabindex="0"]):not(:disabled)') || (body.textContent && body);
      if (first) { entered = body; first.tabIndex = first.tabIndex < 0 ? -1 : first.tabIndex; first.focus(); }
    } else if (!body && at === document.body && again && (entered || !opener.button.isConnected)) { again.focus(); entered = null; }
  }
  // Streamlit's lists take letters as they are, and « Liege » finds nothing there: where a list is empty, what was typed is spelled as the name
  // that it begins or that holds it is (spelling.py).
  function bare(text) { return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[-’']/g, ' ').toLowerCase(); }
  function spell(box, typed, times) {
    var list = document.getElementById(box.getAttribute('aria-controls'));
    if (!box.isConnected || box.value !== typed || typed.length < 3) { return; }
    if (!list || list.dataset.empty !== 'true') {
      if (times) { setTimeout(spell, 100, box, typed, times - 1); }
      return;
    }
    var style = getComputedStyle(root), wanted = bare(typed);
    var names = ['--atlas-names', '--atlas-filters-spelled'].flatMap(function (kind) { return style.getPropertyValue(kind).trim().slice(1, -1).split('|'); });
    var places = names.map(function (name) { return bare(name).indexOf(wanted); });
    var found = places.indexOf(0) >= 0 ? places.indexOf(0) : places.findIndex(function (place) { return place > 0; });
    if (found < 0) { return; }
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set
      .call(box, names[found].normalize('NFC').slice(places[found], places[found] + typed.length));
    box.dispatchEvent(new Event('input', {bubbles: true}));
  }
  document.addEventListener('input', function (event) {
    var box = event.target;
    if (event.isTrusted && box.getAttribute && box.getAttribute('role') === 'combobox') { setTimeout(spell, 50, box, box.value, 8); }
  }, true);
  // What Streamlit says itself (the names of its buttons, the menu of a table's column) is English whatever the page: it is said in the page's
  // language. What it said is remembered, for a page that changes its language.
  var spoken = new WeakMap();
  var patterns = [];
  function patternsOf(words) { // sentences with holes: « File must be {size} or smaller. »
    if (patterns.of !== words) {
      patterns = Object.keys(words).filter(function (text) { return text.indexOf('{') >= 0; }).map(function (text) {
        var holes = text.match(/\{\w+\}/g), plain = text.split(/\{\w+\}/).map(function (part) { return part.replace(/[.*+?^$()|[\]\\]/g, '\\$&'); });
        return {matches: new RegExp('^' + plain.map(function (part, place) { return part + (holes[place] ? holes[place] === '{n}' ? '(\\d+)' : '(.*?)' : ''); }).join('') + '$'), holes: holes, ours: words[text]};
      });
      patterns.of = words;
    }
    return patterns;
  }
  function sized(text) { // « x.csv, 145.0B » has the language's decimal mark and unit
    return text.replace(/(^|, )(\d+\.\d)(B|KB|MB|GB)$/, function (whole, before, figure, unit) {
      var written = figure.replace(/\.0$/, '').replace('.', root.lang === 'en' ? '.' : ',');
      return before + written + '\u00a0' + window.__atlasWords.units[['B', 'KB', 'MB', 'GB'].indexOf(unit)];
    });
  }
  function translated(text) {
    var words = window.__atlasWords.streamlit, parts = /^([A-Z][\w/ ]+): (.+)$/.exec(text), found;
    if (Object.prototype.hasOwnProperty.call(words, text)) { return words[text]; }
    if (parts && words[parts[1]]) { return words[parts[1]] + (root.lang === 'fr' ? '\u00a0: ' : ': ') + parts[2]; }
    found = patternsOf(words).find(function (pattern) { parts = pattern.matches.exec(text); return parts; });
    if (!found) { return sized(text); }
    return found.holes.reduce(function (told, hole, place) { return told.split(hole).join(hole === '{what}' || hole === '{size}' ? translated(parts[place + 1]) : parts[place + 1]); }, found.ours).replace(' ()', '');
  }
  function speak(node, said, write, named) {
    var known = spoken.get(node), english = known && known.ours === said ? known.english : said, ours = (named || translated)(english);
    if (ours !== said) { write(ours); }
    if (ours !== english) { spoken.set(node, {english: english, ours: ours}); }
  }
  // A file's own name is no word of Streamlit's, even where it reads like one.
  var SAYS_TEXT = '[data-testid^="stTooltip"][data-testid$="Content"], [data-testid^="stDataFrameColumn"], [data-testid^="stDataFrameStatistics"], .gdg-search-bar, ' +
    '[data-testid="InputInstructions"] span:first-child, .rc-overflow-item-rest, [data-testid="stSidebarNavViewButton"], [data-testid="stToastViewButton"], ' +
    '[data-testid="stFileUploaderDropzone"] > div > span, .stFileChip :not(.stFileChipName)';
  function own() {
    document.querySelectorAll('button[aria-label], .stApp :is([role="group"], nav, span)[aria-label]').forEach(function (part) {
      speak(part, part.getAttribute('aria-label'), function (ours) { part.setAttribute('aria-label', ours); });
    });
    document.querySelectorAll('.stFileChip[aria-label]').forEach(function (chip) {
      speak(chip, chip.getAttribute('aria-label'), function (ours) { chip.setAttribute('aria-label', ours); }, sized);
    });
    document.querySelectorAll(SAYS_TEXT).forEach(function (part) {
      for (var walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), text = walk.nextNode(); text; text = walk.nextNode()) {
        if (!text.parentElement.closest('.stFileChipName')) { speak(text, text.nodeValue, write.bind(null, text)); }
      }
    });
  }
  function write(text, ours) { text.nodeValue = ours; }
  function stops() { // what scrolls must be reached: Streamlit's line of code cannot be
    document.querySelectorAll('.stCode pre:not([tabindex])').forEach(function (box) { box.tabIndex = 0; });
    // Chromium lets Tab stop at whatever scrolls: a table's own canvas is the stop, the box around it says nothing
    document.querySelectorAll('.dvn-scroller:not([tabindex])').forEach(function (box) { box.tabIndex = -1; });
  }
  function announce() {
    waiting = running() ? setTimeout(announce, 250) : 0;
    if (waiting) { return; } // half a page says half of it
    var marks = Array.from(document.querySelectorAll('[data-told]')).map(function (mark) { return mark.dataset.told; });
    var heading = document.querySelector('h1'), here = location.pathname + root.lang;
    var fresh = here === place ? marks.filter(function (text) { return known.indexOf(text) < 0; }) : [heading ? heading.textContent : ''];
    if (place !== null && fresh.length) { live.textContent = fresh.join(' '); }
    known = marks;
    place = here;
  }
  function look() {
    mend();
    name();
    files();
    again();
    heed();
    enter();
    stops();
    own();
    waiting = waiting || setTimeout(announce, 250);
  }
  window.__atlasWatch = new MutationObserver(look);
  look(); // what stood before this script came
  window.__atlasWatch.observe(document.body, {childList: true, characterData: true, subtree: true});
  root.classList.add('atlas-script'); // last, so that style.css hides nothing of Streamlit's where this script breaks on its way
};
