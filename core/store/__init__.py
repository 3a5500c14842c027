"""The album in SQL; the only SQL."""
