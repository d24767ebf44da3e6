"""Reserved: what-if experiments; nothing of it is built yet."""
