"""Verbs: one per file; each joins the store with vision."""
