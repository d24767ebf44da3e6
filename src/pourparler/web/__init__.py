"""Reserved: the web face; nothing of it is built yet."""
