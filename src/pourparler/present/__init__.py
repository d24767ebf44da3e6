"""From any noun to a brief, table or chart as data, then text, HTML, DOCX or JSON. Pure."""
