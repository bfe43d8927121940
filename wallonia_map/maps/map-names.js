/* Names inside the shapes: of the municipalities once one has zoomed in, and of the groups of a map of groups where they lie.
   What does not fit inside or nearly inside its shape, or would lie over another name, is left out: list and table say it. */
(function () {
  'use strict';
  var BEGIN = 0.5; // zoom levels past the whole region from which municipalities are named; the names of provinces give way there
  var STAGE_BEGIN = 1.6; // on a stage, where only provinces are named
  var SLACK = {'municipality-name': [1.12, 1.3], 'group-name': [1.12, 1.6]}; // how much wider than its shape a name may be: first, and where there is no better place
  var ROWS = 28, AIR = 3, LINE = 1.15; // lines that are tried in a shape; pixels around a name; the height of a line of text
  var it = null, map = null, config = null, box = null, pen = null, drawn = '', onStage = false;

  function near() { return map.getZoom() > map.getBoundsZoom(it.bounds()) + (onStage ? STAGE_BEGIN : BEGIN); }

  // The rings of a shape in pixels of the map's pane.
  function ringsOf(layer) {
    var rings = [];
    (function walk(part) {
      if (part.length && !Array.isArray(part[0])) { rings.push(part.map(function (at) { return map.latLngToLayerPoint(at); })); return; }
      part.forEach(walk);
    })(layer.getLatLngs());
    return rings;
  }

  // Where a line of pixels at `y` lies inside the shapes, from left to right; those that touch are one.
  function spans(shapes, y) {
    var found = [];
    shapes.forEach(function (rings) {
      var cuts = [];
      rings.forEach(function (ring) {
        for (var i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
          if ((ring[i].y > y) !== (ring[j].y > y)) { cuts.push(ring[i].x + (y - ring[i].y) / (ring[j].y - ring[i].y) * (ring[j].x - ring[i].x)); }
        }
      });
      cuts.sort(function (one, other) { return one - other; });
      for (var k = 0; k + 1 < cuts.length; k += 2) { found.push([cuts[k], cuts[k + 1]]); }
    });
    found.sort(function (one, other) { return one[0] - other[0]; });
    return found.reduce(function (joined, span) {
      var last = joined[joined.length - 1];
      if (last && span[0] - last[1] < 1.5) { last[1] = Math.max(last[1], span[1]); } else { joined.push(span.slice()); }
      return joined;
    }, []);
  }

  function common(some, others) {
    var found = [];
    some.forEach(function (one) {
      others.forEach(function (other) {
        var from = Math.max(one[0], other[0]), to = Math.min(one[1], other[1]);
        if (to > from) { found.push([from, to]); }
      });
    });
    return found;
  }

  function meets(one, other) { return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom; }

  // The places in the shapes that hold a text of `size` = [width, height], the nearest to `middle` first.
  function places(shapes, size, middle, slack) {
    var top = Infinity, bottom = -Infinity, found = [];
    shapes.forEach(function (rings) { rings.forEach(function (ring) { ring.forEach(function (at) {
      top = Math.min(top, at.y); bottom = Math.max(bottom, at.y);
    }); }); });
    var half = size[1] / 2 / slack, rows = [middle.y];
    for (var row = 1; row < ROWS; row += 1) { rows.push(top + (bottom - top) * row / ROWS); }
    rows.forEach(function (y) {
      if (y - half < top || y + half > bottom) { return; }
      common(common(spans(shapes, y - half), spans(shapes, y)), spans(shapes, y + half)).forEach(function (span) {
        if ((span[1] - span[0]) * slack < size[0]) { return; }
        var room = Math.max(0, (span[1] - span[0] - size[0]) / 2), centre = (span[0] + span[1]) / 2;
        var x = Math.max(centre - room, Math.min(centre + room, middle.x));
        found.push({x: x, y: y, far: Math.abs(x - middle.x) + 1.6 * Math.abs(y - middle.y)});
      });
    });
    return found.sort(function (one, other) { return one.far - other.far; });
  }

  // A name in one line, then in as even lines as its spaces and hyphens allow.
  function linesOf(text) {
    var parts = text.match(/\s*(?:[^\s-]+-?|-)(?:\s+-(?=\s))?/g) || [text], ways = [[text]];
    for (var count = 2; count <= Math.min(3, parts.length); count += 1) {
      var lines = [''], put = 0;
      parts.forEach(function (part) {
        var line = lines[lines.length - 1], end = text.length * lines.length / count;
        if (line && lines.length < count && put + part.length - end > end - put) { lines.push(part.trim()); } else { lines[lines.length - 1] = line + part; }
        put += part.length;
      });
      ways.push(lines);
    }
    return ways;
  }

  function written(lines, kind, font) {
    pen.font = (kind === 'group-name' ? '700 ' : '600 ') + font + 'px "Source Sans", "Source Sans Pro", "Segoe UI", sans-serif';
    return [Math.max.apply(null, lines.map(function (line) { return pen.measureText(line).width; })) + 2 * AIR, lines.length * font * LINE + AIR];
  }

  // Put one name into its shapes, where none lies yet.
  function put(name, kind, font, taken) {
    var ways = linesOf(name.text);
    SLACK[kind].some(function (slack) {
      return ways.some(function (lines) {
        var size = written(lines, kind, font);
        return places(name.shapes, size, name.middle, slack).some(function (at) {
          var area = {left: at.x - size[0] / 2, right: at.x + size[0] / 2, top: at.y - size[1] / 2, bottom: at.y + size[1] / 2};
          if (taken.some(function (other) { return meets(area, other); })) { return false; }
          taken.push(area);
          write(lines, at, kind, font);
          return true;
        });
      });
    }) || name.below && put({text: name.text, shapes: [[around(name.below)]], middle: name.below}, kind, font, taken);
  }

  // The square below a circle, where its name may stand though it is wider than its shape.
  function around(at) { return [{x: at.x - 200, y: at.y - 30}, {x: at.x + 200, y: at.y - 30}, {x: at.x + 200, y: at.y + 30}, {x: at.x - 200, y: at.y + 30}]; }

  function write(lines, at, kind, font) {
    var made = document.createElement('span');
    made.className = 'place-name ' + kind;
    made.style.cssText = 'left:' + at.x.toFixed(1) + 'px;top:' + at.y.toFixed(1) + 'px;font-size:' + font + 'px';
    lines.forEach(function (line, place) {
      if (place) { made.appendChild(document.createElement('br')); }
      made.appendChild(document.createTextNode(line));
    });
    box.appendChild(made);
  }

  function middleOf(members) {
    var sum = {x: 0, y: 0, weight: 0};
    members.forEach(function (member) {
      sum.x += member.at.x * member.area; sum.y += member.at.y * member.area; sum.weight += member.area;
    });
    return {x: sum.x / sum.weight, y: sum.y / sum.weight};
  }

  // « GAL du Pays de X » lies on a map of groups: what kind of group it is need not be said twenty times.
  function short(name) { return name.replace(/^(GAL|LAG)\s+(de la |de l['’]|des |du |de )?(?=\S)/, '').replace(/\s*\([^)]*\)$/, ''); }

  function draw() {
    var update = it.update(), width = map.getSize().x, font = Math.max(11, Math.min(14, Math.round(width / 75)));
    if (!update || !width) { return; }
    var close = near(), named = Boolean(update.l), wide = update.q, origin = map.getPixelOrigin();
    var seen = [close, named && update.k, wide ? JSON.stringify(wide) : '', update.c.replace(/[^-]/g, '0'), update.r || update.e || '', map.getZoom(), origin.x, origin.y, width].join(' ');
    if (seen === drawn) { return; }
    drawn = seen;
    box.textContent = '';
    if (wide ? /^(provinces|characters)$/.test(wide.l) : !close && !named) { return; } // provinces have their names, and rural shapes lie everywhere
    var members = it.layers().map(function (layer, index) {
      if (update.c.charAt(index) === '-') { return null; }
      var bounds = layer.getBounds(), low = map.latLngToLayerPoint(bounds.getSouthWest()), high = map.latLngToLayerPoint(bounds.getNorthEast());
      var place = layer.feature.properties, at = place.at ? map.latLngToLayerPoint([place.at[1], place.at[0]]) : low.add(high).divideBy(2);
      if (wide && index >= wide.c.length) { return null; }
      return {rings: ringsOf(layer), at: at, radius: it.radius(index), area: (high.x - low.x) * (low.y - high.y), text: place[config.lang] || place.fr, group: it.group(index)};
    }).filter(Boolean);
    var taken = [];
    if (wide) {
      members.filter(function (member) { return member.radius; }).forEach(function (member) { // a name would hide a circle, and a circle a name
        var at = member.at, far = member.radius;
        taken.push({left: at.x - far, right: at.x + far, top: at.y - far, bottom: at.y + far});
      });
      members.sort(function (one, other) { return other.area - one.area; }).forEach(function (member) {
        var below = member.radius ? {x: member.at.x, y: member.at.y + member.radius + 0.65 * font} : null;
        put({text: short(member.text), shapes: [member.rings], middle: member.at, below: below}, 'group-name', font, taken);
      });
      return;
    }
    if (named) {
      var groups = update.g.map(function (name, place) {
        var inside = members.filter(function (member) { return member.group === String(place); });
        return {text: short(name), shapes: inside.map(function (member) { return member.rings; }), middle: middleOf(inside), count: inside.length};
      }).filter(function (group) { return group.count; });
      groups.forEach(function (group) { put(group, 'group-name', font, taken); });
    }
    if (close) {
      var under = update.r || update.e ? 1.1 * font : 0; // circles and dots stand in the middle: a name stands below
      members.sort(function (one, other) { return other.area - one.area; }).forEach(function (member) {
        put({text: member.text, shapes: [member.rings], middle: {x: member.at.x, y: member.at.y + under}}, 'municipality-name', font - 1, taken);
      });
    }
  }

  window.walloniaNames = {
    near: near,
    begin: function (leaflet, told, given, stage) {
      map = leaflet; config = told; it = given; drawn = ''; onStage = stage;
      if (onStage) { return; }
      box = map.createPane('places');
      box.style.cssText = 'z-index:465;pointer-events:none';
      box.setAttribute('aria-hidden', 'true'); // a screen reader has list and table
      pen = document.createElement('canvas').getContext('2d');
      map.on('zoomstart', function () { box.style.visibility = 'hidden'; });
      map.on('zoomend', function () { box.style.visibility = ''; });
      map.on('zoomend moveend viewreset resize', draw);
      if (document.fonts) { document.fonts.addEventListener('loadingdone', function () { drawn = ''; draw(); }); } // widths are those of the page's own typeface
    },
    covers: function (area) { // a name of a province
      return !onStage && Array.prototype.some.call(box.children, function (made) { return meets(area, made.getBoundingClientRect()); });
    },
    painted: function () { if (!onStage) { draw(); } }
  };
})();
