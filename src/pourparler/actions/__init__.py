"""One module per thing a person asks. Actions open, call, and close; faces call actions."""
