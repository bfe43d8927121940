/* What stands around the shapes: province names, zoom presets, and the link with the legend beside the map.
   The legend is a table of the page around this frame (same origin) that names the map in `data-map`: each row's button says which
   class, or which group, it stands for. */
(function () {
  'use strict';
  var PALE = 0.16;
  var held = null; // the row that a click has pinned: {mark, group}
  var it = null; // what atlas-map.js hands over
  var refit = function () {}; // decides anew whether the provinces are named
  var grown = function () {}; // called when what stands under the map changes its height

  function outer() { // the page around the frame, where there is one and we may touch it
    try { return window.parent !== window ? window.parent.document : null; } catch (_refused) { return null; }
  }

  function onStage() {
    var page = outer();
    return Boolean(page && window.frameElement && window.frameElement.closest('.st-key-stage_map_frame, .st-key-stage_map_b_frame'));
  }

  function legend() {
    var page = outer(), frame = page && window.frameElement;
    if (!frame) { return null; }
    return Array.prototype.find.call(page.querySelectorAll('table[data-map]'), function (table) {
      return frame.closest('.st-key-' + table.getAttribute('data-map') + '_frame');
    }) || null;
  }

  // The legend's circles are as large as the map's; names of provinces stand below circles of provinces.
  function drawn(scale) {
    var update = it.update(), here = document.documentElement;
    [here].concat(outer() ? outer().documentElement : []).forEach(function (page) { page.style.setProperty('--circles', scale); });
    here.classList.toggle('names-below', Boolean(update.r && update.i && update.q && update.q.l === 'provinces'));
  }

  // The page's own typeface, from the files that it has fetched already.
  function typeface() {
    var page = outer(), rules = [];
    if (!page) { return; }
    Array.prototype.forEach.call(page.styleSheets, function (sheet) {
      try {
        Array.prototype.forEach.call(sheet.cssRules, function (rule) {
          if (/^@font-face/.test(rule.cssText) && /Source Sans/.test(rule.cssText)) {
            rules.push(rule.cssText.replace(/url\("?([^")]+)"?\)/g, function (all, address) {
              return 'url("' + new URL(address, sheet.href || page.baseURI).href + '")';
            }));
          }
        });
      } catch (_refused) { return; } // a sheet of another origin
    });
    var made = document.createElement('style');
    made.textContent = rules.join('\n');
    document.head.appendChild(made);
  }

  function rowOf(button) { return {mark: button.getAttribute('data-mark'), group: button.getAttribute('data-group')}; }

  function isIn(row, index) {
    var update = it.update();
    if (!update || update.c.charAt(index) === '-') { return false; }
    return row.group && update.k ? it.group(index) === row.group : update.c.charAt(index) === row.mark;
  }

  // One row's municipalities stay as they are, outlined; the others step back. Nothing is asked from the server.
  function show(row) {
    var shown = row || held;
    it.layers().forEach(function (layer, index) {
      var style = it.style(index);
      if (shown && isIn(shown, index)) { style.weight = Math.max(style.weight, 1.3); style.color = it.ink(); }
      else if (shown) { style.fillOpacity = PALE; }
      layer.setStyle(style);
    });
    it.front();
  }

  function marked(index) { // the legend's row of the municipality under the pointer
    var table = legend();
    if (!table) { return; }
    Array.prototype.forEach.call(table.querySelectorAll('button[data-mark]'), function (button) {
      button.closest('tr').classList.toggle('is-under-pointer', index !== null && isIn(rowOf(button), index));
    });
  }

  function listen() {
    var page = outer();
    if (!page) { return; }
    function mine(event) {
      var at = event.target && event.target.closest && event.target.closest('table[data-map] tr');
      var button = at && at.querySelector('button[data-mark]');
      return button && button.closest('table') === legend() ? button : null;
    }
    function over(event) { var button = mine(event); if (button) { show(rowOf(button)); } }
    function out(event) { if (mine(event)) { show(null); } }
    function press(event) {
      var button = event.target && event.target.closest && event.target.closest('button[data-mark]');
      if (!button || button !== mine(event)) { return; }
      var again = button.getAttribute('aria-pressed') === 'true';
      held = again ? null : rowOf(button);
      pressed();
      show(null);
    }
    var heard = {mouseover: over, focusin: over, mouseout: out, focusout: out, click: press};
    Object.keys(heard).forEach(function (name) { page.addEventListener(name, heard[name]); });
    window.addEventListener('pagehide', function () {
      Object.keys(heard).forEach(function (name) { page.removeEventListener(name, heard[name]); });
    });
  }

  function pressed() {
    var table = legend();
    if (!table) { return; }
    Array.prototype.forEach.call(table.querySelectorAll('button[data-mark]'), function (button) {
      var row = rowOf(button), on = held !== null && row.mark === held.mark && row.group === held.group;
      button.setAttribute('aria-pressed', String(on));
    });
  }

  function provinceNames(map, shapes, language) {
    var named = [], pane = map.createPane('names');
    pane.style.cssText = 'z-index:464;pointer-events:none';
    shapes.features.forEach(function (feature) {
      var at = feature.properties.at, name = feature.properties[language] || feature.properties.fr;
      if (!at || !name) { return; }
      var text = document.createElement('span');
      text.textContent = name;
      named.push({text: text, place: [at[1], at[0]], geometry: feature.geometry});
      L.marker([at[1], at[0]], {
        pane: 'names', interactive: false, keyboard: false, icon: L.divIcon({className: 'province-name', html: text, iconSize: null})
      }).addTo(map);
    });
    map.getPanes().names.setAttribute('aria-hidden', 'true');
    // two names of one town, a province's and an arrondissement's, would lie beside each other
    function arrondissements() { var update = it.update(); return Boolean(update && update.q && update.q.l === 'arrondissements') && !onStage(); }
    // Names beside the circles, the widest first: it finds the least room.
    function aside(size) {
      var circles = it.circles().map(function (circle) { var at = map.latLngToLayerPoint(circle.at); return {x: at.x, y: at.y, radius: circle.radius}; });
      var moves = circles.length && !document.documentElement.classList.contains('names-below') && pane.style.display !== 'none';
      if (!moves) { // nothing is measured: that would lay the page out once more
        named.forEach(function (name) { if (name.text.style.translate) { name.text.style.translate = ''; } });
        return;
      }
      named.forEach(function (name) { name.at = map.latLngToLayerPoint(name.place); name.width = name.text.offsetWidth; name.height = size; });
      named.sort(function (one, other) { return other.width - one.width; });
      walloniaAside.shifts(map, named, circles).forEach(function (move, index) {
        named[index].text.style.translate = move.x.toFixed(1) + 'px ' + move.y.toFixed(1) + 'px';
      });
    }
    function fit() {
      var width = map.getSize().x;
      var least = onStage() ? 0.0225 * window.parent.innerHeight : 0; // names grow with the screen that is read from afar
      pane.style.fontSize = (least ? Math.max(least, width / 48) : Math.max(10, Math.min(24, width / 48))) + 'px';
      document.documentElement.style.setProperty('--far', least + 'px');
      pane.style.display = walloniaNames.near() || arrondissements() ? 'none' : '';
      aside(parseFloat(pane.style.fontSize));
      if (onStage()) { return; }
      pane.querySelectorAll('span').forEach(function (text) { // what lies under the name of a group gives way to it
        text.style.visibility = walloniaNames.covers(text.getBoundingClientRect()) ? 'hidden' : '';
      });
    }
    refit = fit;
    map.on('zoomend resize', fit);
    window.addEventListener('resize', fit);
    fit();
  }

  function presets(map, config) {
    if (!config.zooms || !config.zooms.length) { return; }
    var bar = document.createElement('div');
    bar.className = 'zooms';
    bar.setAttribute('role', 'group');
    bar.setAttribute('aria-label', config.words.zooms);
    config.zooms.forEach(function (zoom) {
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = zoom.name;
      button.addEventListener('click', function () {
        var still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
        map.fitBounds(zoom.bounds || it.bounds(), {animate: !still, padding: [6, 6]});
      });
      bar.appendChild(button);
    });
    map.getContainer().insertAdjacentElement('afterend', bar);
    if (window.ResizeObserver) { new ResizeObserver(function () { grown(); }).observe(bar); } // its style sheet may come later than it
  }

  window.walloniaAround = {
    page: outer,
    onStage: onStage,
    drawn: drawn,
    begin: function (map, config, provinces, given) {
      document.documentElement.classList.toggle('fills', !config.most);
      document.documentElement.classList.toggle('on-stage', onStage());
      it = given; held = null;
      typeface();
      walloniaNames.begin(map, config, given, onStage());
      provinceNames(map, provinces, config.lang);
      presets(map, config);
      listen();
    },
    onHeight: function (told) { grown = told; },
    height: function () { var bar = document.querySelector('.zooms'); return bar ? bar.offsetHeight : 0; },
    painted: function (dark) {
      document.documentElement.setAttribute('data-theme', dark ? 'dark' : 'light');
      held = null; // other classes: what was pinned stands for nothing any more
      pressed();
      walloniaNames.painted();
      refit();
    },
    over: function (index) { marked(index); },
    restyle: function () { if (held) { show(null); } }
  };
})();
