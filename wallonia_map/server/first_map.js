/* The map as a picture while Streamlit's scripts are still read: the shapes that were asked for ahead, in the classes that the page's
   own HTML names, where the map will stand. It goes when the map has painted itself. Nothing depends on it. */
(function () {
  "use strict";
  const root = document.documentElement, kept = "atlas-map-place", patience = 20000;
  const frameOf = () => document.querySelector(".stMain :is(.st-key-map_frame, .st-key-home_map_frame) iframe");
  const key = () => `${innerWidth} ${innerHeight}`;

  // Beside its column the style says where the map will stand (first_paint.html). Below the filters of a narrow window it stands where
  // it stood last time in a window of this size; who comes for the first time sees no picture there.
  function remembered() {
    try {
      const found = JSON.parse(localStorage.getItem(kept) || "{}")[key()];
      return Array.isArray(found) && found.length === 4 && found.every(Number.isFinite) ? found : null;
    } catch (_not_allowed) { return null; }
  }

  function boxOf(frame) {
    const box = frame.getBoundingClientRect(), map = frame.contentDocument.querySelector(".leaflet-container").getBoundingClientRect();
    return [box.x + map.x, box.y + map.y, map.width, map.height].map(Math.round);
  }

  function remember(box) {
    try {
      const others = Object.entries(JSON.parse(localStorage.getItem(kept) || "{}")).filter(([name]) => name !== key()).slice(-7);
      localStorage.setItem(kept, JSON.stringify(Object.fromEntries([...others, [key(), box]])));
    } catch (_not_allowed) { /* the browser keeps nothing */ }
  }

  const isDark = () => root.classList.contains("atlas-dark"); // first_paint.html

  // Where the map of the home page will stand: below heading and lead, which are there already. A narrow page has its list first.
  function place(element) {
    const box = element.getBoundingClientRect();
    return innerWidth > 900 ? [box.x, box.y, box.width, box.height] : null;
  }

  // Leaflet's own way of fitting shapes into a box: spherical Mercator, the zoom a whole number of twentieths, the middle in the middle.
  function projection(features, width, height) {
    const turn = Math.PI / 180, at = ([x, y]) => [x / 360 + 0.5, 0.5 - Math.log(Math.tan(Math.PI / 4 + y * turn / 2)) / (2 * Math.PI)];
    let west = 1, north = 1, east = 0, south = 0;
    for (const ring of features.flatMap(rings)) {
      for (const point of ring) {
        const [x, y] = at(point);
        west = Math.min(west, x); east = Math.max(east, x); north = Math.min(north, y); south = Math.max(south, y);
      }
    }
    const air = 2 * walloniaCommon.edge(width), most = Math.min((width - air) / (east - west), (height - air) / (south - north)) / 256;
    const size = 256 * 2 ** (Math.floor(Math.round(Math.log2(most) * 2000) / 2000 / 0.05) * 0.05);
    const left = (west + east) / 2 * size - width / 2, top = (north + south) / 2 * size - height / 2;
    return (point) => { const [x, y] = at(point); return [x * size - left, y * size - top]; };
  }

  const rings = ({geometry}) => geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();

  function path(feature, project) {
    const drawn = new Path2D();
    for (const ring of rings(feature)) {
      ring.forEach((point, index) => { const [x, y] = project(point); if (index) { drawn.lineTo(x, y); } else { drawn.moveTo(x, y); } });
      drawn.closePath();
    }
    return drawn;
  }

  function hatch(ink, which) {
    const tile = Object.assign(document.createElement("canvas"), {width: 10, height: 10}), pen = tile.getContext("2d");
    pen.fillStyle = walloniaCommon.hatchGround[which]; pen.fillRect(0, 0, 10, 10);
    pen.strokeStyle = walloniaCommon.hatchLine[which]; pen.lineWidth = 2.4;
    for (const x of [-10, 0, 10]) { pen.beginPath(); pen.moveTo(x - 2, 12); pen.lineTo(x + 12, -2); pen.stroke(); }
    return ink.createPattern(tile, "repeat");
  }

  function draw(canvas, told, shapes) {
    const width = canvas.clientWidth, height = canvas.clientHeight, which = isDark() ? "dark" : "light", fine = devicePixelRatio || 1, {border, ink, ground, outside} = walloniaCommon;
    canvas.width = Math.round(width * fine); canvas.height = Math.round(height * fine);
    const pen = canvas.getContext("2d"), places = shapes.level("municipalities").features;
    const seen = places.filter((_feature, index) => told.c.charAt(index) !== "-"), project = projection(seen.length ? seen : places, width, height);
    pen.scale(fine, fine); pen.lineJoin = "round"; pen.fillStyle = ground[which]; pen.fillRect(0, 0, width, height);
    const unknown = hatch(pen, which);
    places.forEach((feature, index) => {
      const mark = told.c.charAt(index), shape = path(feature, project);
      pen.globalAlpha = mark === "-" ? 0.55 : 1;
      pen.fillStyle = mark === "x" ? unknown : mark === "-" ? outside[which] : told.p[parseInt(mark, 36)];
      pen.fill(shape, "evenodd");
      pen.globalAlpha = 1; pen.lineWidth = 0.7; pen.strokeStyle = border[which]; pen.stroke(shape);
    });
    pen.globalAlpha = 0.55; pen.lineWidth = 1.4; pen.strokeStyle = ink[which];
    for (const province of shapes.level("provinces").features) { pen.stroke(path(province, project)); }
    const radii = told.r ? walloniaCommon.unpacked(told.r).map(Number) : [], scale = walloniaCommon.narrowed(width);
    radii.map((radius, index) => [radius * scale, index]).filter(([radius]) => radius > 0).sort(([one], [other]) => other - one).forEach(([radius, index]) => {
      const [x, y] = project(places[index].properties.at), circle = new Path2D();
      circle.arc(x, y, radius, 0, 2 * Math.PI);
      pen.globalAlpha = told.i ? 0.85 : 0.72; pen.fillStyle = told.i || "#ffffff"; pen.fill(circle);
      pen.globalAlpha = 1; pen.lineWidth = told.i ? 0.8 : 1.2; pen.strokeStyle = told.i ? "#ffffff" : "#16242b"; pen.stroke(circle);
    });
  }

  function stand(canvas, [x, y, width, height]) {
    Object.assign(canvas.style, {left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`});
  }

  // Until the map has painted itself: then the picture goes.
  function watch(canvas) {
    const began = performance.now(), page = location.pathname;
    const looking = setInterval(() => {
      const frame = frameOf(), map = frame && !root.classList.contains("atlas-comes") && frame.contentWindow && frame.contentWindow.walloniaMap;
      const painted = Boolean(map && map.painted());
      if (painted && !scrolled() && !frame.closest(".st-key-home_map_frame")) { remember(boxOf(frame)); }
      if (painted || scrolled() || location.pathname !== page || performance.now() - began > patience) {
        clearInterval(looking);
        canvas.remove();
      }
    }, 30);
  }

  function scrolled() { const page = document.querySelector(".stMain"); return Boolean(page && page.scrollTop > 0); }

  // Called by preload.js with the text of the shapes.
  window.walloniaFirstMap = (content) => {
    const begin = () => {
      const told = document.getElementById("atlas-first-map"), own = document.getElementById("first-map-place");
      const box = own ? place(own) : innerWidth > 900 ? [] : remembered();
      if (!told || !root.classList.contains("atlas-comes")) { return; }
      const canvas = document.createElement("canvas");
      canvas.className = "atlas-first-map";
      canvas.setAttribute("aria-hidden", "true");
      if (box) {
        if (box.length) { stand(canvas, box); }
        document.body.append(canvas);
        draw(canvas, JSON.parse(told.textContent), walloniaTopology(JSON.parse(content)));
        performance.mark("atlas-first-map");
      }
      watch(canvas);
    };
    // Not DOMContentLoaded, which waits for all of Streamlit's scripts.
    if (document.readyState === "loading") { document.addEventListener("readystatechange", begin, {once: true}); } else { begin(); }
  };
})();
