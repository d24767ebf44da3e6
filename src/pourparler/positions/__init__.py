"""From entries to positions, gaps, movement and contradictions, on a day. Pure."""
