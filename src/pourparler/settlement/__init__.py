"""From positions and assumptions, or a problem file, to a Result. Pure."""
