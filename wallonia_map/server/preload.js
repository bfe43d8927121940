// What a page with a map will ask for, asked for while Streamlit's own scripts are still on their way: over a long line each
// later round costs its delay. The server puts its address into the page; WANTED is written before it.
// Measured: the map's large files beside the many small scripts fill the line; the scripts give way to what the page asks itself.
const top_of_app = new URL("../../", import.meta.url);
if (!WANTED.without_map.some((page) => location.pathname.endsWith(`/${page}`))) {
  for (const path of WANTED.files) { // for the map's frame, which shares the browser's cache
    const read = fetch(new URL(path, top_of_app)).then((answer) => answer.text());
    read.then((content) => { if (path === WANTED.shapes) { window.walloniaFirstMap(content); } }).catch(() => undefined);
  }
}
for (const path of WANTED.scripts) {
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.crossOrigin = "";
  link.fetchPriority = "low";
  link.href = new URL(path, top_of_app);
  document.head.append(link);
}
