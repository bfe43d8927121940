/* The map of the atlas, on Leaflet. `base` draws what never changes, once; `paint` gives it new classes.
   Values travel as short strings in the order of the municipalities' codes; words are set as text, never as HTML. */
(function () {
  'use strict';
  var common = window.walloniaCommon, unpacked = common.unpacked;
  var BORDER = common.border, INK = common.ink, GROUND = common.ground, HATCH_GROUND = common.hatchGround, HATCH_LINE = common.hatchLine, HALO = common.halo;
  var PAPER = 680; // pixels: what A4 upright leaves between its margins, and a little air
  var state = {map: null, layers: [], places: [], shapes: null, drawn: {}, level: '', fill: null, circles: null, dots: null, provinces: null, outline: null, config: null, update: null, groups: [], radii: [], circled: [], zoomed: null};

  function fetched(url) { // synchronous: the click handlers are hooked right after the base script
    var request = new XMLHttpRequest();
    request.open('GET', url, false);
    request.send();
    return JSON.parse(request.responseText);
  }

  // How much thicker and larger the marks are on a stage: its screen is read from afar.
  function grown() { return walloniaAround.onStage() ? Math.max(1, state.map.getSize().x / 760) : 1; }

  // How much smaller they are on a phone, where municipalities are.
  function narrowed() { return common.narrowed(state.map.getSize().x); }

  function theme() { return state.update && state.update.d ? 'dark' : 'light'; }

  function hatch(map) {
    var svg = map.getPanes().overlayPane.querySelector('svg');
    if (!svg || svg.querySelector('#not-known')) { return; }
    var made = document.createElementNS('http://www.w3.org/2000/svg', 'defs');
    made.innerHTML = '<pattern id="not-known" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
      '<rect width="7" height="7"></rect><line x1="0" y1="0" x2="0" y2="7" stroke-width="2.4"></line></pattern>' +
      '<pattern id="not-applicable" width="8" height="8" patternUnits="userSpaceOnUse">' +
      '<rect width="8" height="8"></rect><circle cx="2" cy="2" r="0.9"></circle><circle cx="6" cy="6" r="0.9"></circle></pattern>';
    svg.insertBefore(made, svg.firstChild);
  }

  function styleOf(index) {
    var update = state.update, which = theme();
    if (!update) { return {fillColor: '#eeeeee', fillOpacity: 1, color: BORDER.light, weight: 0.7}; }
    var mark = update.c.charAt(index);
    var wide = update.q && index < update.q.c.length; // a territory, among municipalities that are of none
    var style = {color: BORDER[which], weight: (wide ? 1.4 : 0.7) * grown(), opacity: 1, fillOpacity: 1};
    if (mark === '-') { style.fillColor = common.outside[which]; style.fillOpacity = 0.55; }
    else if (mark === 'x') { style.fillColor = 'url(#not-known)'; }
    else if (mark === '=') { style.fillColor = 'url(#not-applicable)'; style.weight = 0; }
    else { style.fillColor = update.p[parseInt(mark, 36)]; }
    return style;
  }

  // Leaflet writes ten attributes a shape; a new class is one, and most shapes keep theirs.
  function restyle(layer, style) {
    var changed = Object.keys(style).filter(function (name) { return layer.options[name] !== style[name]; });
    if (changed.length === 1 && changed[0] === 'fillColor') {
      L.Util.setOptions(layer, style);
      layer.getElement().setAttribute('fill', style.fillColor);
    } else if (changed.length) { layer.setStyle(style); }
  }

  function value(text) {
    var words = state.config.words, update = state.update;
    if (text === '') { return update.h || words.notKnown; }
    if (update.o && Number(text) === 0) { return update.o; }
    var unit = words.units[update.m] || {};
    if (unit.names) { return unit.names[Number(text)]; }
    var number = Number(text), form = {maximumFractionDigits: 15};
    if (unit.euro) { form.style = 'currency'; form.currency = 'EUR'; }
    if (unit.whole) { form.minimumFractionDigits = Number.isInteger(number) ? 0 : 2; }
    return new Intl.NumberFormat(state.config.locale, form).format(number).replace('-', '\u2212') + (unit.after || '');
  }

  function line(box, text, name) {
    var made = document.createElement('div');
    made.textContent = text;
    if (name) { made.className = name; }
    box.appendChild(made);
  }

  function tooltip(index, names) {
    var box = document.createElement('div'), update = state.update, config = state.config;
    line(box, names[config.lang] || names.fr, 'name');
    if (!update) { return box; }
    var mark = update.c.charAt(index);
    if (mark === '-') { line(box, config.words.outside); return box; }
    if (update.q) {
      line(box, index < update.q.c.length ? update.t + config.words.colon + update.x[index] : update.x[index]);
      if (update.u[index]) { line(box, update.u[index], 'made'); }
      return box;
    }
    if (update.g) { line(box, update.g[state.groups[index]] || (mark === 'x' ? config.words.notKnown : config.words.noLag)); }
    else {
      var period = state.periods[index] ? ' (' + state.periods[index] + ')' : '';
      line(box, (update.t || config.words.measures[update.m]) + config.words.colon + value(state.values[index]) + period);
    }
    var made = ((state.made[index] || '').match(/[a-z]+([0-9]+|\?)/g) || []).map(function (part) {
      var sign = part.match(/^[a-z]+/)[0], count = part.slice(sign.length), programme = config.words.programmes[sign];
      return count === '?' ? programme + config.words.colon + config.words.notKnown : count + ' × ' + programme;
    });
    if (made.length) { line(box, made.join(' · '), 'made'); }
    return box;
  }

  function circles() {
    if (state.circles) { state.map.removeLayer(state.circles); state.circles = null; }
    var scale = grown() * narrowed();
    state.radii = []; state.circled = [];
    walloniaAround.drawn(scale);
    if (!state.update.r) { return; }
    var radii = unpacked(state.update.r).map(Number), counted = state.update.i;
    // the circles of a plain count are those of what is filled; others lie on its municipalities
    var features = counted ? state.layers.map(function (layer) { return layer.feature; }) : state.places;
    if (counted) { state.radii = radii.map(function (radius) { return radius * scale; }); }
    var order = features.map(function (_feature, index) { return index; }).filter(function (index) { return radii[index] > 0; });
    order.sort(function (one, other) { return radii[other] - radii[one]; }); // the largest lies below
    state.circles = L.layerGroup(order.map(function (index) {
      var at = features[index].properties.at, layer = state.layers[index];
      state.circled.push({at: [at[1], at[0]], radius: radii[index] * scale});
      var made = L.circleMarker([at[1], at[0]], {radius: radii[index] * scale, color: counted ? '#ffffff' : '#16242b', weight: (counted ? 0.8 : 1.2) * grown(),
        fillColor: counted || '#ffffff', fillOpacity: counted ? 0.85 : 0.72, interactive: Boolean(counted) && !walloniaAround.onStage(), pane: 'circles'});
      if (counted) { made.toGeoJSON = layer.toGeoJSON; made.addEventParent(layer); } // says and does what its shape does
      return made;
    })).addTo(state.map);
  }

  // What the filters cover, beside whatever the fill says: a full dot, and a ring where it is not known.
  function dots() {
    if (state.dots) { state.map.removeLayer(state.dots); state.dots = null; }
    var signs = state.update.e, made = [], narrow = narrowed();
    if (!signs) { return; }
    state.places.forEach(function (feature, index) {
      var sign = signs.charAt(index), at = feature.properties.at, sure = sign === '1', big = grown();
      if (sign === '-') { return; }
      made.push(L.circleMarker([at[1], at[0]], {radius: 3 * big * narrow, color: sure ? '#ffffff' : '#16242b', weight: (sure ? 1 : 1.6) * big,
        fillColor: sure ? '#16242b' : '#ffffff', fillOpacity: 1, interactive: false, pane: 'dots'}));
    });
    state.dots = L.layerGroup(made).addTo(state.map);
  }

  function zoom() {
    var asked = state.update.z || '';
    if (asked === state.zoomed) { return; }
    var bounds = L.latLngBounds([]), everything = L.latLngBounds([]);
    state.layers.forEach(function (layer, index) {
      everything.extend(layer.getBounds());
      if (state.update.c.charAt(index) !== '-') { bounds.extend(layer.getBounds()); }
    });
    state.zoomed = asked;
    var still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    state.map.fitBounds(bounds.isValid() ? bounds : everything, {animate: !still, padding: [6, 6]});
  }

  // Shapes that are filled, each with what it says and does; `state.layers` holds those on the map in the order of the classes.
  function filled(features) {
    var count = 0;
    return L.geoJSON({type: 'FeatureCollection', features: features}, {
      style: function () { return styleOf(0); },
      onEachFeature: function (feature, layer) {
        var index = count, code = feature.properties.nis;
        count += 1;
        layer.toGeoJSON = function () { return {type: 'Feature', properties: {nis: code}, geometry: null}; };
        if (walloniaAround.onStage()) { return; } // a mouse left lying there says nothing
        layer.bindTooltip(function () { return tooltip(index, feature.properties); }, {sticky: true, className: 'atlas-tooltip'});
        layer.on('mouseover', function () { layer.setStyle({weight: 2.4, color: INK[theme()]}); layer.bringToFront(); walloniaAround.over(index); });
        layer.on('mouseout', function () { layer.setStyle(styleOf(index)); walloniaAround.over(null); walloniaAround.restyle(); });
        layer.on('click', function () { setTimeout(report, 0); });
      }
    });
  }

  function fill(group) {
    if (state.fill) { state.map.removeLayer(state.fill); }
    state.fill = group.addTo(state.map);
    state.layers = group.getLayers();
  }

  function untabbed() {
    // a path that listens for the focus is a stop for Tab in Chromium: 262 of them would be a trap
    state.layers.forEach(function (layer) { layer.getElement().setAttribute('tabindex', '-1'); });
  }

  // The territories of a level take the place of the municipalities, but for those that are of none.
  function level() {
    var asked = state.update.q, key = asked ? JSON.stringify(asked) : '';
    if (key === state.level) { return; }
    state.level = key;
    if (!state.drawn[key]) {
      var named = {};
      state.shapes.level(asked.l).features.concat(state.places).forEach(function (feature) { named[feature.properties.nis] = feature; });
      state.drawn[key] = filled(asked.c.concat(asked.r).map(function (code) { return named[code]; }));
    }
    fill(state.drawn[key]);
    untabbed();
  }

  // What streamlit-folium would report of the map now, noted as reported: a map that nobody has clicked has nothing to say, and
  // without this its first report runs the page once more.
  function reported() {
    var known = window.__GLOBAL_DATA__;
    if (!known) { return null; }
    var asked = known.returned_objects || [];
    known.previous_data = {};
    ['last_object_clicked_count', 'last_active_drawing'].forEach(function (name) {
      if (asked.indexOf(name) >= 0) { known.previous_data[name] = known[name]; }
    });
    return known.previous_data;
  }

  // streamlit-folium waits a quarter of a second before it reports a click; its public Streamlit object need not.
  function report() {
    var now = reported();
    if (now && Object.keys(now).length && window.Streamlit) { window.Streamlit.setComponentValue(now); }
  }

  function name(selector, words) {
    var button = state.map.getContainer().querySelector(selector); // none on a stage
    if (button) { button.title = words; button.setAttribute('aria-label', words); }
  }

  // What this map is and where its table stands: for those who come to the frame, and for those inside it.
  // `marks` are the words for what lies over the fill.
  function label(which, marks) {
    var told = (which ? which + '. ' : '') + (marks ? marks + ' ' : '') + (state.update && state.update.b || state.config.words.label);
    state.map.getContainer().setAttribute('aria-label', told);
    document.title = told;
    if (window.frameElement) { window.frameElement.title = told; }
  }

  window.walloniaMap = {
    layers: function () { return state.layers; },
    painted: function () { return state.update !== null; },
    chosen: function () { return state.update && state.update.s; },
    base: function (map, address) {
      var config = fetched(address);
      state.map = map; state.config = config; state.layers = []; state.zoomed = '';
      map.zoomControl.setPosition('bottomleft'); // the region leaves that corner free
      if (walloniaAround.onStage()) { map.zoomControl.remove(); map.attributionControl.setPosition('bottomleft'); }
      reported();
      map.setMinZoom(6).setMaxZoom(15);
      map.attributionControl.setPrefix(walloniaAround.onStage() ? false : 'Leaflet').addAttribution(config.credit);
      map.createPane('provinces').style.cssText = 'z-index:450;pointer-events:none';
      map.createPane('outline').style.cssText = 'z-index:455;pointer-events:none';
      map.createPane('circles').style.cssText = 'z-index:460;pointer-events:none';
      map.createPane('dots').style.cssText = 'z-index:462;pointer-events:none';
      var shapes = walloniaTopology(fetched(config.geometry));
      state.shapes = shapes; state.places = shapes.level('municipalities').features; state.fill = null; state.level = '';
      var group = filled(state.places);
      state.drawn = {'': group};
      fill(group);
      var provinces = shapes.level('provinces');
      state.provinces = L.geoJSON(provinces, {interactive: false, pane: 'provinces', style: {fill: false, weight: 1.4, color: INK.light, opacity: 0.55}}).addTo(map);
      map.fitBounds(group.getBounds(), {animate: false, padding: edge(map)});
      untabbed();
      hatch(map);
      walloniaAround.begin(map, config, provinces, {
        bounds: function () { return group.getBounds(); }, front: function () {}, ink: function () { return INK[theme()]; },
        layers: function () { return state.layers; }, update: function () { return state.update; }, group: function (index) { return state.groups[index]; },
        style: styleOf, radius: function (index) { return state.radii[index] || 0; }, circles: function () { return state.circled; }
      });
      walloniaOutline.begin(map, {places: state.places, ink: function () { return INK[theme()]; }, halo: function () { return HALO[theme()]; }});
      fitFrame(map, group.getBounds());
      var box = map.getContainer();
      box.setAttribute('role', 'region');
      name('.leaflet-control-zoom-in', config.words.zoomIn);
      name('.leaflet-control-zoom-out', config.words.zoomOut);
      label('');
      document.documentElement.lang = config.lang;
      map.scrollWheelZoom.disable(); // the page scrolls until the map is asked for
      // keys that the map does not use belong to the page around it (the stage listens there)
      document.addEventListener('keydown', function (event) {
        if (window.parent === window || /^(Tab|Enter|\+|-|=)$/.test(event.key)) { return; }
        if (!window.parent.document.querySelector('.st-key-stage_controls')) { return; }
        window.parent.document.dispatchEvent(new KeyboardEvent('keydown', {key: event.key, shiftKey: event.shiftKey, bubbles: true}));
        event.preventDefault();
        event.stopPropagation();
      }, true);
      map.on('focus click', function () { map.scrollWheelZoom.enable(); map.dragging.enable(); });
      map.on('blur mouseout', function () { map.scrollWheelZoom.disable(); if (L.Browser.mobile) { map.dragging.disable(); } });
      if (L.Browser.mobile) { map.dragging.disable(); }
      return group;
    },
    paint: function (update) {
      state.update = update;
      state.values = unpacked(update.v);
      state.made = unpacked(update.w);
      state.groups = unpacked(update.k);
      state.periods = update.y ? unpacked(update.y) : [];
      var which = theme();
      document.body.style.background = 'transparent';
      state.map.getContainer().style.background = walloniaAround.onStage() ? 'transparent' : GROUND[which]; // the stage has a ground of its own
      label(update.n, update.a);
      state.provinces.setStyle({color: INK[which], weight: 1.4 * grown()});
      level();
      hatch(state.map);
      var ground = document.querySelector('#not-known rect'), dotted = document.querySelector('#not-applicable');
      if (ground) { ground.parentNode.setAttribute('patternTransform', 'rotate(45) scale(' + grown() + ')'); ground.setAttribute('fill', HATCH_GROUND[which]); ground.nextSibling.setAttribute('stroke', HATCH_LINE[which]); }
      if (dotted) { dotted.setAttribute('patternTransform', 'scale(' + grown() + ')'); dotted.setAttribute('fill', HATCH_LINE[which]); dotted.firstChild.setAttribute('fill', GROUND[which]); }
      state.layers.forEach(function (layer, index) { restyle(layer, styleOf(index)); });
      circles();
      dots();
      zoom();
      outline(which);
      walloniaAround.painted(which === 'dark');
      walloniaOutline.painted();
    }
  };

  function edge(map) { var each = common.edge(map.getSize().x); return [each, each]; }

  // The frame is as high as the region is at this width: no empty bands, also on a phone.
  function fitFrame(map, bounds) {
    var api = window.Streamlit, tell = api && api.setFrameHeight.bind(api), known = 0;
    function size(first) {
      var width = document.documentElement.clientWidth, most = state.config.most;
      if (!width || (most && Math.abs(width - known) < 2 && !first) || window.matchMedia('print').matches) { return; }
      // without a greatest height the page says how high the frame is, and the map fills it
      var whole = !known || first, height = most ? Math.round(Math.max(230, Math.min(width / 1.62, most))) : window.innerHeight - walloniaAround.height();
      if (height < 100) { return; }
      var home = map.getBounds().contains(bounds); // who has zoomed in stays there when the window changes
      known = width;
      map.getContainer().style.width = '100%';
      map.getContainer().style.height = height + 'px';
      paper(width, height);
      map.invalidateSize({animate: false});
      if (whole || (!state.zoomed && home)) { map.fitBounds(bounds, {animate: false, padding: edge(map)}); }
      if (state.update && walloniaAround.onStage()) { state.zoomed = null; window.walloniaMap.paint(state.update); }
      if (tell && !most) {
        api.setFrameHeight = function () {};
        walloniaAround.onHeight(function () { size(false); });
        if (first) { tell(window.innerHeight); }
      } else if (tell) {
        var tall = function () { tell(height + walloniaAround.height()); };
        api.setFrameHeight = tall;
        walloniaAround.onHeight(tall);
        tall();
      }
    }
    size(true);
    window.addEventListener('resize', function () { size(false); });
  }

  // Leaflet draws in pixels: on paper the whole drawing is scaled to the sheet, and the frame with it.
  function paper(width, height) {
    var scale = Math.min(1, PAPER / width);
    document.documentElement.style.setProperty('--paper', scale);
    document.documentElement.style.setProperty('--drawn', width + 'px');
    if (window.frameElement) { window.frameElement.style.setProperty('--paper-height', Math.ceil(height * scale) + 'px'); }
  }

  // Ink in a halo of the ground: seen against every class, whatever colours stand beside.
  function outline(which) {
    if (state.outline) { state.map.removeLayer(state.outline); state.outline = null; }
    var chosen = state.places.filter(function (feature) { return feature.properties.nis === state.update.s; })[0];
    if (!chosen) { return; }
    state.outline = L.layerGroup([[HALO[which], 6.6], [INK[which], 3]].map(function (line) {
      return L.geoJSON(chosen, {interactive: false, pane: 'outline', style: {fill: false, color: line[0], weight: line[1], opacity: 1}});
    })).addTo(state.map);
  }
})();
