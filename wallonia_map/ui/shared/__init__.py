"""Parts that several pages share: map, legend, meter, tables, downloads."""
