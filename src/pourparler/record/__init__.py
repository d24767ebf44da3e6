"""The one memory: entries and judgements in, a View as of a date out."""
