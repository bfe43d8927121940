/* What the map and its first picture (server/first_map.js) have in common: colours, and how values travel. */
(function () {
  'use strict';
  var SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+-./:;=?@[]^_{}~';
  window.walloniaCommon = {
    border: {light: '#ffffff', dark: '#20303a'}, ink: {light: '#16242b', dark: '#f3f6f4'},
    ground: {light: '#fdfcf9', dark: '#131d22'}, halo: {light: '#ffffff', dark: '#131d22'}, hatchGround: {light: '#ececea', dark: '#39464d'},
    hatchLine: {light: '#7a7a7a', dark: '#a2adb1'}, outside: {light: '#f1efe8', dark: '#1b272d'},
    // « different texts, then | and one sign per municipality », or just a list where they all differ (updates.py, packed)
    unpacked: function (text) {
      var cut = text ? text.indexOf('|') : -1;
      if (cut < 0) { return (text || '').split(','); }
      var different = text.slice(0, cut).split(',');
      return text.slice(cut + 1).split('').map(function (sign) { return different[SIGNS.indexOf(sign)]; });
    },
    // How much smaller marks are on a phone, where municipalities are.
    narrowed: function (width) { return Math.max(0.6, Math.min(1, width / 760)); },
    // On a phone every pixel counts: the smallest municipality can be hit there too.
    edge: function (width) { return width < 480 ? 2 : 6; }
  };
})();
