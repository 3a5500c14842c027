"""The dashboard's pages, one file each: ask the store, draw, tell the store."""
