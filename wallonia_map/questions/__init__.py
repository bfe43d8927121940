"""Pure answers to what people ask of the atlas: tables in, tables out."""
