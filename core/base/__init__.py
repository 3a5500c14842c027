"""Nouns: records, errors, settings, messages, and the opening of a photo."""
