"""From a Document to candidate entries. Pure: only `load` opens weights and word lists, once."""
