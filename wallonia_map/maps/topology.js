/* Reads TopoJSON (maps/topology.py): the arcs once, and each level as the GeoJSON that Leaflet draws. */
(function () {
  'use strict';
  window.walloniaTopology = function (told) {
    var scale = told.transform.scale, from = told.transform.translate;
    var arcs = told.arcs.map(function (arc) { // each point is the way from the one before it
      var x = 0, y = 0;
      return arc.map(function (step) {
        x += step[0]; y += step[1];
        return [x * scale[0] + from[0], y * scale[1] + from[1]];
      });
    });
    function ring(parts) {
      var points = [];
      parts.forEach(function (part) { // `~i` is arc `i` walked backwards; an arc begins where the one before it ended
        var arc = part < 0 ? arcs[~part].slice().reverse() : arcs[part];
        points = points.concat(points.length ? arc.slice(1) : arc);
      });
      return points;
    }
    function polygon(rings) { return rings.map(ring); }
    return {
      level: function (name) {
        return {type: 'FeatureCollection', features: told.objects[name].geometries.map(function (shape) {
          var coordinates = shape.type === 'Polygon' ? polygon(shape.arcs) : shape.arcs.map(polygon);
          return {type: 'Feature', properties: shape.properties, geometry: {type: shape.type, coordinates: coordinates}};
        })};
      }
    };
  };
})();
