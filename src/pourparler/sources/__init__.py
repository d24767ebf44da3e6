"""From the outside world to the nouns: reports, process files, problem files. The only readers of files."""
