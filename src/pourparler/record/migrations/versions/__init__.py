"""One module per revision; frozen once released."""
