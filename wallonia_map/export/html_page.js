/* The page's one script: pan and zoom, tooltips, the panel, search and sort. Every text is set as text, never as markup. */
(function () {
  'use strict';
  var data = JSON.parse(document.getElementById('data').textContent), words = data.words;
  var still = window.matchMedia('(prefers-reduced-motion: reduce)'), narrow = window.matchMedia('(max-width: 900px)');
  var plural = new Intl.PluralRules(data.language), order = new Intl.Collator(data.language, {numeric: true, sensitivity: 'base'});
  document.documentElement.classList.add('js');

  function byId(id) { return document.getElementById(id); }

  function made(tag, text, name) {
    var element = document.createElement(tag);
    if (text) { element.textContent = text; }
    if (name) { element.className = name; }
    return element;
  }

  function number(value) { return new Intl.NumberFormat(data.locale).format(value); }

  function say(message, values) { // as say() in Python: a plural message chooses its form by n
    var text = typeof message === 'string' ? message : message[plural.select(values.n)] || message.other;
    return text.replace(/\{(\w+)\}/g, function (whole, name) {
      return typeof values[name] === 'number' ? number(values[name]) : values[name];
    });
  }

  function plain(text) { // lower case, no accents, no punctuation: « Liege » finds Liège
    return text.toLowerCase().replace(/œ/g, 'oe').replace(/ß/g, 'ss').normalize('NFD').replace(/[\u0300-\u036f]/g, '')
      .replace(/[^a-z0-9]+/g, ' ').trim();
  }

  /* ---- the map: a centre and a number of units per pixel, from which the view box follows ---- */
  var frame = byId('map'), svg = frame.querySelector('svg'), hatch = byId('hatch'), tooltip = frame.querySelector('.tooltip');
  var CLOSEST = 0.8; // units per pixel, 20 m: closer than that shows the drawing's own corners
  var view = {x: 0, y: 0, scale: 12}, size = {width: 0, height: 0}, chosen = '', hovered = '', moving = 0;

  function fitting(box) { return Math.max(box[2] / size.width, box[3] / size.height); }

  function middle(box) { return {x: box[0] + box[2] / 2, y: box[1] + box[3] / 2, scale: fitting(box)}; }

  function farthest() { return Math.max(fitting(data.whole), fitting(data.home)); }

  function draw() {
    var whole = data.whole;
    view.scale = Math.min(farthest(), Math.max(CLOSEST, view.scale));
    var wide = view.scale * size.width, high = view.scale * size.height;
    view.x = inside(view.x, whole[0], whole[2], wide);
    view.y = inside(view.y, whole[1], whole[3], high);
    svg.setAttribute('viewBox', [view.x - wide / 2, view.y - high / 2, wide, high].map(function (n) { return n.toFixed(1); }).join(' '));
    if (view.scale !== drawn) { rescale(); }
    var near = view.scale < farthest() * 0.98;
    frame.style.touchAction = near ? 'none' : 'pan-y'; // on a map that is not zoomed, a finger scrolls the page
    frame.classList.toggle('near', near);
    byId('zoom-in').setAttribute('aria-disabled', view.scale <= CLOSEST * 1.001);
    byId('zoom-out').setAttribute('aria-disabled', view.scale >= farthest() * 0.999);
    ruler();
  }

  var drawn = 0, APART = 78, LARGEST = 60, // names stand so many pixels apart; from afar, only those of so many places
      towns = Array.from(svg.querySelectorAll('.towns text')).map(function (text) {
    return {text: text, x: Number(text.getAttribute('x')), y: Number(text.getAttribute('y')), wide: 7.4 * text.textContent.length};
  });

  function rescale() { // what keeps its size on the screen, and the names that there is room for
    drawn = view.scale;
    svg.style.setProperty('--u', drawn);
    hatch.setAttribute('patternTransform', 'rotate(45) scale(' + drawn + ')');
    var narrow = Math.max(0.6, Math.min(1, size.width / 760)); // as on the web map
    document.documentElement.style.setProperty('--circles', narrow);
    svg.querySelectorAll('.circles circle').forEach(function (circle) { circle.setAttribute('r', circle.dataset.r * drawn * narrow); });
    var kept = [], most = LARGEST * Math.pow(farthest() / drawn, 2), whole = data.whole;
    towns.forEach(function (town, rank) {
      var half = town.wide / 2 * drawn, fits = town.x - half > whole[0] && town.x + half < whole[0] + whole[2];
      var free = rank < most && fits && kept.every(function (other) {
        var across = Math.abs(town.x - other.x) / drawn, down = Math.abs(town.y - other.y) / drawn;
        return Math.hypot(across, down) >= APART && (down > 18 || across > (town.wide + other.wide) / 2 + 6);
      });
      if (free) { kept.push(town); town.text.removeAttribute('display'); } else { town.text.setAttribute('display', 'none'); }
    });
  }

  function inside(at, from, length, shown) { // what is smaller than the frame stands in its middle
    if (shown >= length) { return from + length / 2; }
    return Math.min(from + length - shown / 2, Math.max(from + shown / 2, at));
  }

  function ruler() {
    var box = frame.querySelector('.scale'), lengths = [100, 50, 20, 10, 5, 2, 1], pixels = 40 / view.scale; // 1 km is 40 units
    var km = lengths.find(function (length) { return length * pixels <= Math.min(130, size.width / 4); }) || 1;
    box.querySelector('svg').style.width = km * pixels + 'px';
    box.querySelector('path').setAttribute('d', 'M0 0v6h' + (km * pixels).toFixed(1) + 'v-6');
    box.querySelector('span').textContent = number(km) + '\u00a0km';
  }

  function go(to) {
    cancelAnimationFrame(moving);
    to.scale = Math.min(farthest(), Math.max(CLOSEST, to.scale));
    if (still.matches) { view = to; draw(); return; }
    var from = {x: view.x, y: view.y, scale: view.scale}, start = performance.now();
    (function step(now) {
      var part = Math.min(1, Math.max(0, (now - start) / 180)), eased = 1 - Math.pow(1 - part, 3);
      view = {x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased, scale: from.scale + (to.scale - from.scale) * eased};
      draw();
      if (part < 1) { moving = requestAnimationFrame(step); }
    })(start);
  }

  function zoomed(factor, at) { // the place under `at` (pixels from the middle) stays where it is
    var scale = Math.min(farthest(), Math.max(CLOSEST, view.scale * factor)), away = at || {x: 0, y: 0};
    return {x: view.x + away.x * (view.scale - scale), y: view.y + away.y * (view.scale - scale), scale: scale};
  }

  function home() { return middle(data.home); }

  function fromMiddle(event) {
    var box = svg.getBoundingClientRect();
    return {x: event.clientX - box.left - size.width / 2, y: event.clientY - box.top - size.height / 2};
  }

  function resized() {
    var first = !size.width, whole = first || Math.abs(view.scale - fitting(data.home)) < 0.01;
    size = {width: svg.clientWidth || 1, height: svg.clientHeight || 1};
    if (whole) { view = home(); }
    draw();
  }

  byId('zoom-in').addEventListener('click', function () { go(zoomed(0.6)); });
  byId('zoom-out').addEventListener('click', function () { go(zoomed(1 / 0.6)); });
  byId('zoom-all').addEventListener('click', function () { go(home()); });
  frame.tabIndex = 0;
  frame.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    var step = 0.18 * view.scale * size.width;
    var to = {ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step]}[event.key];
    if (to) { go({x: view.x + to[0], y: view.y + to[1], scale: view.scale}); }
    else if (event.key === '+' || event.key === '=') { go(zoomed(0.6)); }
    else if (event.key === '-' || event.key === '_' || event.key === '−') { go(zoomed(1 / 0.6)); }
    else if (event.key === '0' || event.key === 'Home') { go(home()); }
    else if (event.key === 'Escape') { hover(''); return; }
    else { return; }
    event.preventDefault();
  });
  frame.addEventListener('wheel', function (event) {
    if (!frame.contains(document.activeElement) && !event.ctrlKey) { return; } // the page scrolls until the map is asked for
    var to = zoomed(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.004), fromMiddle(event));
    if (to.scale === view.scale && event.deltaY > 0) { return; }
    event.preventDefault();
    cancelAnimationFrame(moving);
    view = to;
    draw();
  }, {passive: false});

  /* ---- pointers: one drags, two pinch, a short one chooses ---- */
  var fingers = new Map(), dragged = false;

  function spread() {
    var two = Array.from(fingers.values()), across = two[0].x - two[1].x, down = two[0].y - two[1].y;
    return {far: Math.hypot(across, down) || 1, at: {x: (two[0].x + two[1].x) / 2, y: (two[0].y + two[1].y) / 2}};
  }

  svg.addEventListener('pointerdown', function (event) {
    if (event.button) { return; }
    if (!fingers.size) { dragged = false; }
    fingers.set(event.pointerId, fromMiddle(event));
  });
  svg.addEventListener('pointermove', function (event) {
    var before = fingers.get(event.pointerId), now = fromMiddle(event);
    if (!before) { if (event.pointerType !== 'touch') { hover(codeOf(event.target), now); } return; }
    if (fingers.size === 1) {
      if (!dragged && Math.hypot(now.x - before.x, now.y - before.y) < 4) { return; }
      if (!dragged) { dragged = true; svg.setPointerCapture(event.pointerId); frame.classList.add('dragged'); hover(''); }
      view.x -= (now.x - before.x) * view.scale;
      view.y -= (now.y - before.y) * view.scale;
    } else if (fingers.size === 2) {
      var old = spread();
      fingers.set(event.pointerId, now);
      var fresh = spread();
      dragged = true;
      view = zoomed(old.far / fresh.far, fresh.at);
      view.x -= (fresh.at.x - old.at.x) * view.scale;
      view.y -= (fresh.at.y - old.at.y) * view.scale;
    }
    cancelAnimationFrame(moving);
    fingers.set(event.pointerId, now);
    draw();
  });
  ['pointerup', 'pointercancel'].forEach(function (name) {
    svg.addEventListener(name, function (event) { fingers.delete(event.pointerId); if (!fingers.size) { frame.classList.remove('dragged'); } });
  });
  svg.addEventListener('pointerleave', function (event) { hover(''); if (!dragged) { fingers.delete(event.pointerId); } });
  svg.addEventListener('click', function (event) {
    var nis = codeOf(event.target);
    if (!dragged && data.places[nis]) { choose(nis, null); }
    if (!dragged) { frame.focus({preventScroll: true, focusVisible: false}); }
  });
  svg.addEventListener('dblclick', function (event) { go(zoomed(0.5, fromMiddle(event))); });

  /* ---- tooltip and outlines ---- */
  var shapes = new Map();
  svg.querySelectorAll('#shapes path').forEach(function (path) { shapes.set(path.dataset.nis, path); });

  function codeOf(target) { return target && target.dataset && target.dataset.nis || ''; }

  function outline(id, nis) { // a line in ink on a wider one in the borders' colour: seen on any fill
    var form = shapes.has(nis) ? shapes.get(nis).getAttribute('d') : '';
    byId(id).querySelectorAll('path').forEach(function (path) { path.setAttribute('d', form); });
  }

  function hover(nis, at) {
    if (nis !== hovered) {
      var place = data.places[nis];
      hovered = nis;
      outline('hover-shape', nis);
      tooltip.replaceChildren();
      if (nis) { tooltip.append(made('b', place ? place.name : data.outside[nis]), made('div', place ? place.told : words.outside)); }
      if (place && place.made) { tooltip.append(made('div', place.made, 'made')); }
      tooltip.hidden = !nis;
    }
    if (!nis || !at) { return; }
    var x = at.x + size.width / 2, y = at.y + size.height / 2, wide = tooltip.offsetWidth, high = tooltip.offsetHeight;
    var left = x + 16 + wide > size.width ? x - wide - 12 : x + 16, top = y + 18 + high > size.height ? y - high - 10 : y + 18;
    tooltip.style.transform = 'translate(' + Math.round(Math.max(0, left)) + 'px,' + Math.round(Math.max(0, top)) + 'px)';
  }

  /* ---- the chosen municipality ---- */
  var list = byId('choose'), told = byId('told'), hint = told.firstElementChild, jump = document.querySelector('.jump a'), cameFrom = null;
  Object.keys(data.places).sort(function (one, other) { return order.compare(data.places[one].name, data.places[other].name); })
    .forEach(function (nis) {
      var option = made('option', [data.places[nis].name].concat(data.places[nis].others).join(' · '));
      option.value = nis;
      list.append(option);
    });

  function choose(nis, from) {
    var place = data.places[nis];
    chosen = place ? nis : '';
    cameFrom = from;
    list.value = chosen;
    outline('chosen-shape', chosen);
    document.querySelectorAll('tr[data-nis]').forEach(function (row) { row.classList.toggle('chosen', row.dataset.nis === chosen); });
    jump.hidden = !place;
    told.replaceChildren(hint);
    if (!place) { return; }
    jump.textContent = say(words.jump, {name: place.name});
    told.replaceChildren(panel(place));
    reveal();
  }

  function reveal() { // glide to a chosen place near the edge: also how one pans without dragging
    var box = shapes.get(chosen).getBBox(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    var away = Math.max(Math.abs(x - view.x) / (view.scale * size.width), Math.abs(y - view.y) / (view.scale * size.height));
    if (view.scale < farthest() * 0.9 && away > 0.3) { go({x: x, y: y, scale: view.scale}); }
  }

  function panel(place) {
    var whole = document.createDocumentFragment(), title = made('div', '', 'title'), name = made('h3', place.name), close = made('button', words.close);
    name.id = 'chosen-name';
    name.tabIndex = -1;
    close.type = 'button';
    close.addEventListener('click', function () { var back = cameFrom || list; choose('', null); back.focus(); });
    title.append(name, close);
    var figures = made('dl', '', 'figures');
    words.facts.forEach(function (label, index) {
      var pair = made('div');
      pair.append(made('dt', label), made('dd', place.facts[index]));
      figures.append(pair);
    });
    whole.append(title, made('p', place.where, 'note'));
    if (!data.counts) { whole.append(made('p', place.told, 'note')); } // a count is among the figures
    whole.append(figures);
    var articles = place.mine.map(article), first = 5;
    whole.append.apply(whole, articles.slice(0, first));
    if (articles.length > first) {
      var rest = made('details');
      rest.append(made('summary', say(words.more, {n: articles.length - first})));
      rest.append.apply(rest, articles.slice(first));
      whole.append(rest);
    }
    if (!articles.length && words.none) { whole.append(made('p', words.none)); }
    if (place.also) { whole.append(made('p', place.also, 'note')); }
    return whole;
  }

  function article(mine) {
    var it = data.initiatives[mine[0]], whole = made('article', '', 'initiative'), links = made('p', '', 'small');
    whole.append(made('h4', it[0]), made('p', [it[1], words.roles[mine[1]]].concat(it[2]).join(' · '), 'tags'));
    it[3].forEach(function (text) { whole.append(made('p', text)); });
    if (it[4]) { whole.append(made('p', say(words.inferred, {what: it[4]}), 'small')); }
    it[5].forEach(function (source, index) {
      var link = made(/^https?:\/\//.test(source[0]) ? 'a' : 'span', source[1]);
      if (link.tagName === 'A') { link.href = source[0]; link.rel = 'noreferrer'; }
      links.append(index ? ' · ' : '', link);
    });
    whole.append(links);
    return whole;
  }

  list.addEventListener('change', function () { choose(list.value, list); });
  jump.addEventListener('click', function (event) { event.preventDefault(); show(); });

  function show() { // to the panel, for eyes and keyboard alike
    var name = byId('chosen-name');
    name.focus({preventScroll: true});
    byId(narrow.matches ? 'panel' : 'map-part').scrollIntoView({behavior: still.matches ? 'auto' : 'smooth', block: 'start'});
  }

  /* ---- tables: search, sort, the first rows before all ---- */
  document.querySelectorAll('table.rows').forEach(function (table) {
    var section = table.parentElement, body = table.tBodies[0], rows = Array.from(body.rows), heads = Array.from(table.tHead.rows[0].cells);
    var find = section.querySelector('input'), status = section.querySelector('[role="status"]'), more = section.querySelector('.more button'), all = false;
    var texts = new Map();
    table.setAttribute('role', 'table'); // as cards they would no longer be read as a table
    [table.tHead, body].forEach(function (part) { part.setAttribute('role', 'rowgroup'); });
    table.tHead.rows[0].setAttribute('role', 'row');
    heads.forEach(function (head) { head.setAttribute('role', 'columnheader'); });
    rows.forEach(function (row, index) {
      var place = data.places[row.dataset.nis];
      texts.set(row, plain(place ? [row.textContent].concat(place.others, row.dataset.nis).join(' ') : row.textContent + ' ' + data.initiatives[index][3].join(' ')));
      row.setAttribute('role', 'row');
      Array.from(row.cells).forEach(function (cell, column) {
        cell.setAttribute('role', column ? 'cell' : 'rowheader');
        if (column) { cell.dataset.label = heads[column].textContent.trim(); }
      });
    });

    function refresh() {
      var asked = plain(find.value).split(' '), matching = 0;
      rows.forEach(function (row) {
        var fits = asked.every(function (word) { return texts.get(row).includes(word); });
        matching += fits ? 1 : 0;
        row.hidden = !fits || (!all && matching > data.first);
      });
      var said = [matching || !find.value ? say(words[table.dataset.found], {n: matching, of: rows.length}) : say(words.nothing, {words: find.value.trim()})];
      if (!all && matching > data.first) { said.push(say(words.shown, {n: data.first})); }
      status.textContent = said.join(' · ');
      more.hidden = matching <= data.first;
      more.textContent = all ? say(words.show_first, {n: data.first}) : say(words.show_all, {n: matching});
    }

    function sorted(head, column) {
      var numeric = head.classList.contains('n'), up = head.getAttribute('aria-sort') ? head.getAttribute('aria-sort') === 'descending' : !numeric;
      heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      var keys = new Map(rows.map(function (row) {
        var cell = row.cells[column], given = cell.dataset.v;
        return [row, given === undefined ? cell.textContent.trim() : given];
      }));
      var counted = numeric || rows.every(function (row) { return row.cells[column].dataset.v !== undefined; });
      rows.sort(function (one, other) {
        var a = keys.get(one), b = keys.get(other);
        if (a === '' || b === '') { return (a === '') - (b === ''); } // not known stands last, either way
        return (up ? 1 : -1) * (counted ? a - b : order.compare(a, b));
      });
      body.append.apply(body, rows);
      refresh();
    }

    heads.forEach(function (head, column) {
      var button = head.querySelector('button');
      if (button) { button.addEventListener('click', function () { sorted(head, column); }); }
    });
    find.addEventListener('input', refresh);
    more.addEventListener('click', function () { all = !all; refresh(); if (!all) { section.scrollIntoView(); } });
    body.addEventListener('click', function (event) {
      var button = event.target.closest('button'), row = event.target.closest('tr[data-nis]');
      if (button && row) { choose(row.dataset.nis, button); show(); }
    });
    refresh();
  });

  window.addEventListener('beforeprint', function () { // paper cannot be unfolded
    document.querySelectorAll('details').forEach(function (folded) { folded.open = true; });
  });
  new ResizeObserver(resized).observe(svg);
  resized();
  if (data.chosen) { choose(data.chosen, null); }
})();
