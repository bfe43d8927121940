/* Names of provinces beside circles: a name stands where it hides the least of what the circles say, in its province or beside the region, and no
   farther away than that needs. */
(function () {
  'use strict';
  var STEP = 0.4, REACH = 0.17; // steps of a name's height; how far a name may go, of the map's width
  var FAR = 4, OUT = 0.5, OVER = 5; // in hidden circles: what a move over the whole width costs, standing beside the region, and lying on another name

  function ringsOf(map, geometry) {
    var rings = [];
    (function walk(part) {
      if (typeof part[0][0] === 'number') { rings.push(part.map(function (at) { return map.latLngToLayerPoint([at[1], at[0]]); })); return; }
      part.forEach(walk);
    })(geometry.coordinates);
    return rings;
  }

  // Whether a point lies inside. The many places that are tried lie on few lines: where each line crosses the borders is worked out once.
  function insideOf(rings) {
    var lines = {};
    var spans = rings.map(function (ring) {
      return ring.reduce(function (span, at) { return [Math.min(span[0], at.y), Math.max(span[1], at.y)]; }, [Infinity, -Infinity]);
    });
    function crossings(y) {
      var at = [];
      rings.forEach(function (ring, number) {
        if (y < spans[number][0] || y > spans[number][1]) { return; }
        for (var i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
          if ((ring[i].y > y) !== (ring[j].y > y)) { at.push(ring[i].x + (y - ring[i].y) / (ring[j].y - ring[i].y) * (ring[j].x - ring[i].x)); }
        }
      });
      return at;
    }
    return function (x, y) {
      var line = lines[y] = lines[y] || crossings(y), inside = false;
      for (var i = 0; i < line.length; i += 1) { if (x < line[i]) { inside = !inside; } }
      return inside;
    };
  }

  function shared(one, other) {
    return Math.max(0, Math.min(one.right, other.right) - Math.max(one.left, other.left)) * Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top));
  }

  function around(x, y, width, height) { return {left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2}; }

  // Whether a name that lies in `area` is in its own province, or in none; `own` and `all` say of a point whether it is.
  function isAtHome(own, all, area, frame) {
    var middle = (area.top + area.bottom) / 2, wide = area.right - area.left;
    function each(most, holds) {
      for (var part = 0; part <= 4; part += 1) { if (!holds(area.left + most * wide + part / 4 * wide * (1 - 2 * most))) { return false; } }
      return true;
    }
    if (each(0.1, function (x) { return own(x, middle); })) { return 'in'; }
    var isFree = area.left > frame.left && area.right < frame.right && area.top > frame.top && area.bottom < frame.bottom && each(0, function (x) {
      return [area.top, middle, area.bottom].every(function (y) { return !all(x, y); });
    });
    return isFree ? 'out' : '';
  }

  window.walloniaAside = {
    // `names` are {at, width, height, geometry} and `circles` {x, y, radius}, in pixels of the map; returns how far each name moves.
    shifts: function (map, names, circles) {
      var size = map.getSize(), corner = map.containerPointToLayerPoint([0, 0]), taken = [];
      var frame = {left: corner.x, right: corner.x + size.x, top: corner.y, bottom: corner.y + size.y};
      var rings = names.map(function (name) { return ringsOf(map, name.geometry); }), all = insideOf([].concat.apply([], rings));
      return names.map(function (name, index) {
        var best = shift(name, insideOf(rings[index]), all, frame, circles, taken);
        taken.push(around(name.at.x + best.x, name.at.y + best.y, name.width, name.height));
        return best;
      });
    }
  };

  function shift(name, own, all, frame, circles, taken) {
    var width = frame.right - frame.left, reach = REACH * width, step = STEP * name.height, most = Math.floor(reach / step), best = {x: 0, y: 0, cost: Infinity};
    var squares = circles.filter(function (circle) {
      return Math.hypot(circle.x - name.at.x, circle.y - name.at.y) < 1.5 * reach + name.width + circle.radius;
    }).map(function (circle) { return around(circle.x, circle.y, 2 * circle.radius, 2 * circle.radius); });
    for (var down = -most; down <= most; down += 1) {
      for (var across = -most; across <= most; across += 1) {
        var x = across * step, y = down * step, area = around(name.at.x + x, name.at.y + y, name.width, name.height), cost = FAR * Math.hypot(x, y) / width;
        if (cost >= best.cost) { continue; }
        squares.forEach(function (square) { cost += shared(area, square) / ((square.right - square.left) * (square.bottom - square.top)); });
        taken.forEach(function (other) { if (shared(area, other)) { cost += OVER; } });
        if (cost >= best.cost) { continue; }
        var home = across || down ? isAtHome(own, all, area, frame) : 'in';
        if (home === 'out') { cost += OUT; }
        if (home && cost < best.cost) { best = {x: x, y: y, cost: cost}; }
      }
    }
    return best;
  }
})();
