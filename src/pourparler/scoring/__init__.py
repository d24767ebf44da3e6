"""How well two sets of entries agree, by the rules for annotating reports. Pure."""
