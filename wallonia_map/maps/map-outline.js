/* Municipalities that a list beside the map outlines on it, without a word to the server: an element of the page names the map in
   `data-outline`, their codes in `data-certain` and, of those that are drawn in dashes, in `data-possible`. */
(function () {
  'use strict';
  var map = null, it = null, drawn = null, known = '', watch = null, waiting = 0;

  function told() { // the page's element that speaks of this map
    var page = walloniaAround.page(), frame = page && window.frameElement;
    return !frame ? null : Array.prototype.find.call(page.querySelectorAll('[data-outline]'), function (part) {
      return frame.closest('.st-key-' + part.getAttribute('data-outline') + '_frame');
    }) || null;
  }

  function codes(part, name) { return part ? (part.getAttribute(name) || '').split(' ').filter(Boolean) : []; }

  function draw() {
    waiting = 0;
    var part = told(), certain = codes(part, 'data-certain'), possible = codes(part, 'data-possible');
    var now = [it.ink(), certain, possible].join('|');
    if (now === known) { return; }
    known = now;
    if (drawn) { map.removeLayer(drawn); drawn = null; }
    var narrow = Math.max(0.6, Math.min(1, map.getSize().x / 760)), lines = []; // thinner on a phone
    function add(wanted, colour, weight, dashes) {
      it.places.forEach(function (place) { // the municipalities, whatever level the map is filled by
        if (wanted.indexOf(place.properties.nis) < 0) { return; }
        lines.push(L.geoJSON(place, {interactive: false, pane: 'involved', style: {
          fill: false, color: colour, weight: weight * narrow, opacity: 1, dashArray: dashes}}));
      });
    }
    add(certain.concat(possible), it.halo(), 5.2, null); // every halo below every line: neighbours do not cover each other
    add(possible, it.ink(), 2.1, '5 4');
    add(certain, it.ink(), 2.1, null);
    drawn = L.layerGroup(lines).addTo(map);
  }

  function soon() { waiting = waiting || setTimeout(draw, 30); }

  window.walloniaOutline = {
    begin: function (base, given) {
      var page = walloniaAround.page();
      map = base; it = given; drawn = null; known = '';
      map.createPane('involved').style.cssText = 'z-index:454;pointer-events:none';
      if (watch) { watch.disconnect(); }
      if (!page || walloniaAround.onStage()) { return; }
      watch = new MutationObserver(soon);
      watch.observe(page.body, {childList: true, subtree: true, attributes: true, attributeFilter: ['data-certain', 'data-possible']});
      window.addEventListener('pagehide', function () { watch.disconnect(); });
    },
    painted: function () { if (watch) { draw(); } } // in the ink of the ground that it is on now
  };
})();
